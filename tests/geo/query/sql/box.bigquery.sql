SELECT
  `t0`.`id`
FROM `events` AS `t0`
WHERE
  `t0`.`lon` >= 124.0
  AND `t0`.`lon` <= 128.0
  AND `t0`.`lat` >= 37.0
  AND `t0`.`lat` <= 39.0
  AND IF(
    `t0`.`location_precision` IS NULL,
    NULL,
    `t0`.`location_precision` IN ('exact', 'near', 'area')
  )
