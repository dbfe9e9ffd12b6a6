SELECT
  `t0`.`id`
FROM `events` AS `t0`
WHERE
  IF(`t0`.`place_id` IS NULL, NULL, `t0`.`place_id` IN ('mdl', 'pyongyang'))
