SELECT
  "t0"."id"
FROM "events" AS "t0"
WHERE
  CONTAINS("t0"."text", 'it''s')
  AND CONTAINS("t0"."text", '50%_')
  AND CONTAINS("t0"."text", '\d+')
  AND CONTAINS("t0"."text", '연평도')
