SELECT
  "t0"."id"
FROM "events" AS "t0"
WHERE
  STRPOS("t0"."text", 'its') > 0
  AND STRPOS("t0"."text", ' 50 ') > 0
  AND STRPOS("t0"."text", ' d ') > 0
  AND (
    (
      STRPOS("t0"."text", 'yeonpyeong') > 0
    )
    OR (
      STRPOS("t0"."text", '연평') > 0
    )
    OR (
      STRPOS("t0"."text", 'yonpyong') > 0
    )
    OR (
      STRPOS("t0"."text", 'yonphyong') > 0
    )
    OR (
      STRPOS("t0"."text", 'yeonpyong') > 0
    )
  )
