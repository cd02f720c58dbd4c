-- title: words of services and products
-- rows: 20000
-- chunk: 2000
INSERT INTO catalog_words (tenant_id, kind, word, offering_id)
SELECT {tenant}, 'product', word, md5('product' || i)::uuid FROM generate_series({from}, {to} - 1) AS i, LATERAL (VALUES ('product'), (i::text), ('shade' || i % 300)) AS w (word)
UNION ALL
SELECT {tenant}, 'service', word, md5('service' || i)::uuid FROM generate_series({from}, {to} - 1) AS i, LATERAL (VALUES ('service'), (i::text), ('care' || i % 300)) AS w (word) WHERE i < 5000;
