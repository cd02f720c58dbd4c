-- Refresh tokens whose time is long over are found by its end.

CREATE INDEX refresh_tokens_by_end ON refresh_tokens (tenant_id, expires_at);
