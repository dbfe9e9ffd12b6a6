SELECT
  "t0"."id"
FROM "events" AS "t0"
WHERE
  CASE
    WHEN "t0"."place_id" IS NULL
    THEN NULL
    ELSE "t0"."place_id" IN ('mdl', 'pyongyang')
  END
