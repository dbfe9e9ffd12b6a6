SELECT
  "t0"."id"
FROM "events" AS "t0"
WHERE
  STRPOS("t0"."text", 'it''s') > 0
  AND STRPOS("t0"."text", '50%_') > 0
  AND STRPOS("t0"."text", '\d+') > 0
  AND STRPOS("t0"."text", '연평도') > 0
