SELECT
  "t0"."id"
FROM "events" AS "t0"
WHERE
  POSITION(';cma;' IN "t0"."agreements_in_force") > 0
