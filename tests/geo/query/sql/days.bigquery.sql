SELECT
  `t0`.`id`
FROM `events` AS `t0`
WHERE
  `t0`.`last_day` >= DATETIME('2010-01-01T00:00:00')
  AND `t0`.`first_day` <= DATETIME('2010-12-31T00:00:00')
