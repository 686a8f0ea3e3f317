-- One row for each claim with the names of who and where, for the questions that people ask.
CREATE VIEW told AS
WITH named AS (
    SELECT
        claim_id,
        list(DISTINCT coalesce(name, refers_to, text)) FILTER (role = 'agent') AS who,
        list(DISTINCT coalesce(name, refers_to, text)) FILTER (role = 'victim') AS whom,
        list(DISTINCT coalesce(name, refers_to, text))
            FILTER (role IN ('place', 'origin', 'destination')) AS place
    FROM arguments
    GROUP BY claim_id
)
SELECT
    coalesce(claims."when", CAST(claims.published AS VARCHAR)) AS date,
    claims.type,
    claims.trigger,
    list_sort(coalesce(named.who, [])) AS who,
    list_sort(coalesce(named.whom, [])) AS whom,
    list_sort(coalesce(named.place, [])) AS place,
    claims.polarity,
    claims.modality,
    coalesce(claims.source_name, claims.source) AS source,
    claims.sentence,
    claims.doc_id,
    documents.title,
    documents.origin,
    claims.claim_id,
    coalesce(claims.when_first, claims.published) AS first_day,
    coalesce(claims.when_last, claims.published) AS last_day,
    claims.trigger_start
FROM claims
LEFT JOIN named USING (claim_id)
LEFT JOIN documents ON documents.doc_id = claims.doc_id;
