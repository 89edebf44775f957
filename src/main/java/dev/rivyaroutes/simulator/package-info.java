/**
 * A simulated Rivya as a real HTTP server, for the demo, the tests and benchmarks.
 *
 * <p>Beside the Rivya API under {@code /api/v1} and the result files under {@code /media} it has
 * endpoints of its own, JSON in and out, no key needed:
 *
 * <ul>
 *   <li>{@code GET /_simulator/generations?after=0&limit=1000}: every paid generation in order,
 *       with its idempotency key and the SHA-256 of the body; {@code next} is the {@code after} of
 *       the next page; {@code key=} and {@code client_request_id=} filter
 *   <li>{@code GET /_simulator/counters}: calls and answers by operation and status (0: no answer),
 *       keys leaked to the media host
 *   <li>{@code GET /_simulator/files?limit=1000}: the uploads, newest last, with SHA-256
 *   <li>{@code PUT /_simulator/files}: {@code {"shape":"data"}} changes how the Files API answers:
 *       {@code plain}, or the file within {@code file} or {@code data}
 *   <li>{@code GET|PUT /_simulator/trouble}: {@code
 *       {"seed":7,"trouble":[{"operation":"create","kind":"reset-after","count":2}]}} replaces all
 *       rules; an empty list ends all trouble; a rule may also have {@code probability}, {@code
 *       delay_ms}, {@code retry_after_seconds}, {@code status}, {@code code} and {@code match}
 *   <li>{@code GET|PUT /_simulator/keys}: {@code
 *       {"keys":[{"key":"rvya_sk_x","account":"a","state":"revoked","scopes":[]}],
 *       "credits":{"a":500}}} changes the named keys and wallets; no {@code scopes} means all
 *   <li>{@code PUT /_simulator/models}: {@code
 *       {"data":[{"id":"z-image","api_status":"studio_only"}],"remove":["nano-banana"]}} merges
 *       items by id and removes others; {@code {"reset":true}} restores the first list
 *   <li>{@code GET|PUT /_simulator/webhooks}: how events are sent, such as {@code
 *       {"scheme":"timestamped","public_only":false,"loss":0.1,"copies":2}}; also {@code header},
 *       {@code shape} (data, data.object, generation), {@code retries_ms}, {@code timeout_ms},
 *       {@code overlap_ms} (old and new secret after a rotation), {@code delay_ms}, {@code
 *       held_back_ms} (every second event), {@code age_ms} (of the timestamp)
 *   <li>{@code GET|PUT /_simulator/chat}: every paid chat turn; {@code
 *       {"shape":"named","pause_ms":20}} changes how answers stream: {@code deltas}, {@code named}
 *       or {@code plain}
 *   <li>{@code PUT /_simulator/timing}: {@code {"image_ms":0,"video_ms":20000,"audio_ms":5000}},
 *       for generations from now on
 *   <li>{@code POST /_simulator/reset}: back to the state of the start
 * </ul>
 */
package dev.rivyaroutes.simulator;
