SELECT
  "t0"."id"
FROM "events" AS "t0"
WHERE
  "t0"."lon" >= CAST(124.0 AS DOUBLE)
  AND "t0"."lon" <= CAST(128.0 AS DOUBLE)
  AND "t0"."lat" >= CAST(37.0 AS DOUBLE)
  AND "t0"."lat" <= CAST(39.0 AS DOUBLE)
  AND IF(
    "t0"."location_precision" IS NULL,
    NULL,
    "t0"."location_precision" IN ('exact', 'near', 'area')
  )
