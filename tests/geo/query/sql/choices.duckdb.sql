SELECT
  "t0"."id"
FROM "events" AS "t0"
WHERE
  CASE
    WHEN "t0"."category" IS NULL
    THEN NULL
    ELSE "t0"."category" IN ('maritime', 'incursion')
  END
  AND CASE
    WHEN "t0"."confidence" IS NULL
    THEN NULL
    ELSE "t0"."confidence" IN ('disputed')
  END
  AND CASE
    WHEN "t0"."location_precision" IS NULL
    THEN NULL
    ELSE "t0"."location_precision" IN ('exact')
  END
