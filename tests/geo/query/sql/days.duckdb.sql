SELECT
  "t0"."id"
FROM "events" AS "t0"
WHERE
  "t0"."last_day" >= MAKE_TIMESTAMP(2010, 1, 1, 0, 0, 0.0)
  AND "t0"."first_day" <= MAKE_TIMESTAMP(2010, 12, 31, 0, 0, 0.0)
