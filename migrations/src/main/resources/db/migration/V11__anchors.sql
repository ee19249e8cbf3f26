SET lock_timeout = '3s';
-- The heads of all cases of all tenants, for the anchor that is signed and kept elsewhere. No text and no row of a case
-- is in it. By pages in the order of the key.

CREATE FUNCTION app.heads(after_tenant text, after_case text, most integer)
    RETURNS TABLE (tenant_id text, case_id text, version bigint, hash text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT h.tenant_id, h.case_id, h.version, h.hash
    FROM dossier.case_head h
    WHERE (h.tenant_id, h.case_id) > (after_tenant, after_case) AND h.version > 0
    ORDER BY h.tenant_id, h.case_id
    LIMIT most
$$;
GRANT EXECUTE ON FUNCTION app.heads(text, text, integer) TO dossier_upkeep;
