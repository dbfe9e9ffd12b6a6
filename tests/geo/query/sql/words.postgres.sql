SELECT
  "t0"."id"
FROM "events" AS "t0"
WHERE
  POSITION('it''s' IN "t0"."text") > 0
  AND POSITION('50%_' IN "t0"."text") > 0
  AND POSITION('\d+' IN "t0"."text") > 0
  AND POSITION('연평도' IN "t0"."text") > 0
