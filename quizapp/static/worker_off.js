// Sent as /sw.js while QUIZAPP_OFFLINE is 0, after a line that gives it SITE: ends the service worker and deletes what is stored.
"use strict";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(end()));

async function end() {
  const ours = (await caches.keys()).filter((name) => name.startsWith(`quizapp:${SITE.scope}:`));
  await Promise.all(ours.map((name) => caches.delete(name)));
  await self.registration.unregister();
}
