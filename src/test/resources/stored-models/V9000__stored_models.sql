-- What a program had kept before its end.
insert into catalogue (base_url, models, revision, due_at, version) values ('https://rivya.test',
  '[{"id": "paint", "category": "image"}, {"id": "talk", "category": "chat"}]', 3, '2026-11-23T10:00:00.000000Z', 7);
insert into paused_model (base_url, model, status, item, since) values ('https://rivya.test', 'draw', 'gone',
  '{"id": "draw", "category": "image"}', '2026-11-23T09:00:00.000000Z');
