// The service worker: sent as /sw.js, after a line that gives it SITE (quizapp/web/home/offline.py).
// Pages come from the network first, static files from this device. It stores no page of a person itself: pages may
// keep some in a store of the learner's own, and no page does so yet.
"use strict";

const { release, scope, shell, offline, rooms } = SITE;
const OURS = `quizapp:${scope}:`; // an origin can have several sites, and other programs
const RELEASE = `${OURS}release:${release}`;
const WHO = `${OURS}who`; // whose lessons may be shown: the person whom the newest page was for
const SOON = 3_000; // milliseconds that a kept page waits for the network
const LAST = 20_000; // milliseconds after which a page that nobody kept is given up

self.addEventListener("install", (event) => event.waitUntil(fill()));
self.addEventListener("activate", (event) => event.waitUntil(tidy()));

async function fill() {
  const cache = await caches.open(RELEASE);
  await cache.addAll([...shell, offline].map((address) => new Request(address, { credentials: "omit", cache: "reload" })));
  await self.skipWaiting(); // pages come from the network first: none of an older release is left to wait for
}

async function tidy() {
  const old = (await caches.keys()).filter((name) => name.startsWith(`${OURS}release:`) && name !== RELEASE);
  await Promise.all(old.map((name) => caches.delete(name)));
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin || !pathname.startsWith(scope)) return;
  const room = pathname.slice(scope.length).split("/")[0];
  if (room === "static") event.respondWith(file(request));
  else if (rooms.includes(room) && request.mode === "navigate") event.respondWith(page(request));
  else if (rooms.includes(room) && request.destination === "image") event.respondWith(picture(request));
});

async function file(request) { // its name changes with its content
  const cache = await caches.open(RELEASE);
  const found = (await cache.match(request)) ?? (await caches.match(request));
  if (found) return found;
  const answer = await fetch(request);
  if (answer.ok) await cache.put(request, answer.clone());
  return answer;
}

async function page(request) {
  const answer = fetch(request);
  const own = kept(request);
  const soon = await Promise.race([reached(answer), own.then((found) => found ? after(SOON) : after(LAST))]);
  return soon ?? (await own) ?? (await caches.match(offline, { cacheName: RELEASE })) ?? answer;
}

async function picture(request) {
  return (await reached(fetch(request))) ?? (await kept(request)) ?? Response.error();
}

async function reached(answer) { // nothing if the line is down, or a proxy says that the server is
  try {
    const response = await answer;
    return response.status === 502 || response.status === 504 ? null : response;
  } catch {
    return null;
  }
}

async function kept(request) {
  const who = await caches.match(`${scope}offline/who`, { cacheName: WHO });
  const store = who ? await who.text() : "";
  return store ? caches.match(request, { cacheName: store, ignoreSearch: true, ignoreVary: true }) : undefined;
}

function after(milliseconds) {
  return new Promise((resolve) => { setTimeout(resolve, milliseconds); });
}
