SELECT
  "t0"."id"
FROM "events" AS "t0"
WHERE
  CONTAINS("t0"."agreements_in_force", ';cma;')
