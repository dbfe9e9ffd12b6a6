SELECT
  "t0"."id"
FROM "events" AS "t0"
WHERE
  POSITION('its' IN "t0"."text") > 0
  AND POSITION(' 50 ' IN "t0"."text") > 0
  AND POSITION(' d ' IN "t0"."text") > 0
  AND (
    (
      POSITION('yeonpyeong' IN "t0"."text") > 0
    )
    OR (
      POSITION('연평' IN "t0"."text") > 0
    )
    OR (
      POSITION('yonpyong' IN "t0"."text") > 0
    )
    OR (
      POSITION('yonphyong' IN "t0"."text") > 0
    )
    OR (
      POSITION('yeonpyong' IN "t0"."text") > 0
    )
  )
