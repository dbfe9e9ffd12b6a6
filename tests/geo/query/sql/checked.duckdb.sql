SELECT
  "t0"."id"
FROM "events" AS "t0"
WHERE
  (
    "t0"."checked_against" > 0
  )
  OR (
    "t0"."checked_against" IS NULL
  )
  OR (
    "t0"."checked_against" = 0
  )
