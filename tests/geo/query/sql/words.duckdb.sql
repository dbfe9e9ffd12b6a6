SELECT
  "t0"."id"
FROM "events" AS "t0"
WHERE
  CONTAINS("t0"."text", 'its')
  AND CONTAINS("t0"."text", ' 50 ')
  AND CONTAINS("t0"."text", ' d ')
  AND (
    CONTAINS("t0"."text", 'yeonpyeong')
    OR CONTAINS("t0"."text", '연평')
    OR CONTAINS("t0"."text", 'yonpyong')
    OR CONTAINS("t0"."text", 'yonphyong')
    OR CONTAINS("t0"."text", 'yeonpyong')
  )
