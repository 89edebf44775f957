-- What a program had kept before its end.
insert into catalogue (base_url, models, revision, due_at, version) values ('https://rivya.test',
  '[{"id": "paint", "category": "image"}, {"id": "talk", "category": "chat"}]', 3, timestamp with time zone '2026-11-23 10:00:00+00:00', 7);
insert into paused_model (base_url, model, status, item, since) values ('https://rivya.test', 'draw', 'gone',
  '{"id": "draw", "category": "image"}', timestamp with time zone '2026-11-23 09:00:00+00:00');
