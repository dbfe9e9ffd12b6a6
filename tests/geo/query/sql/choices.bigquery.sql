SELECT
  `t0`.`id`
FROM `events` AS `t0`
WHERE
  IF(`t0`.`category` IS NULL, NULL, `t0`.`category` IN ('maritime', 'incursion'))
  AND IF(`t0`.`confidence` IS NULL, NULL, `t0`.`confidence` IN ('disputed'))
  AND IF(`t0`.`location_precision` IS NULL, NULL, `t0`.`location_precision` IN ('exact'))
