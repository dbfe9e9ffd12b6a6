SELECT
  "t0"."id"
FROM "events" AS "t0"
WHERE
  "t0"."distance_west_sea_claim_m" <= 50500.0
