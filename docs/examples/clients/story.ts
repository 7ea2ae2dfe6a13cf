// An access request from its receipt to its closing, through a client typed by the OpenAPI document.
// `node build/story.js ADDRESS TOKEN`; the token is that of a handler. Prints the reference, the
// status and the outcome.
import createClient from "openapi-fetch";
import type { components, paths } from "./griffie.js";

type Shown = components["schemas"]["RequestShown"];

declare const process: { argv: string[] };
const [address, token] = process.argv.slice(2);
if (!address || !token) throw new Error("story ADDRESS TOKEN");
const client = createClient<paths>({ baseUrl: address, headers: { Authorization: `Bearer ${token}` } });

// The request of an answer; anything else ends the story.
function shown(answer: { data?: unknown; error?: components["schemas"]["Problem"] }): Shown {
  const { data, error } = answer;
  if (error) throw new Error(`${error.status} ${error.type}: ${error.detail}`);
  if (!data || typeof data !== "object" || !("claims" in data)) throw new Error("no request was shown");
  return data as Shown;
}

const day = new Date(Date.now() - 3 * 24 * 3600 * 1000).toISOString().slice(0, 10);
const asked = {
  received_on: day,
  channel: "email",
  language: "nl",
  rights: [{ right: "access" }],
  requester: { name: "Wivina Client", email: "wivina@client.example" },
  message: "Welke gegevens hebt u van mij?",
} satisfies components["schemas"]["Receive"];
const once = { header: { "Idempotency-Key": `story in TypeScript ${day}` } };
const received = shown(await client.POST("/api/v1/requests", { body: asked, params: once }));
const again = shown(await client.POST("/api/v1/requests", { body: asked, params: once }));
if (again.id !== received.id) throw new Error("the same key made a second request");

const path = { request_id: received.reference };
shown(await client.POST("/api/v1/requests/{request_id}/deliver-copy", {
  params: { path },
  body: { right: "access", format: "pdf", channel: "email", delivered_on: day },
}));
shown(await client.POST("/api/v1/requests/{request_id}/fulfil", {
  params: { path },
  body: { right: "access", measures: "De kopie is gestuurd." },
}));
const places = ["1", ..."abcdefgh"].map((one) => (one === "1" ? one : `1/${one}`)).concat("2", "3");
const told = shown(await client.POST("/api/v1/requests/{request_id}/inform", {
  params: { path },
  body: {
    kind: "answer",
    rights: ["access"],
    sent_on: day,
    channel: "email",
    said: places.map((place) => ({ provision: `gdpr/15/${place}`, where: "text" as const })),
  },
}));
shown(await client.POST("/api/v1/requests/{request_id}/close", {
  params: { path, header: { "If-Match": `"${told.version}"` } },
  body: {},
}));
const found = await client.GET("/api/v1/requests", { params: { query: { reference: received.reference } } });
const list = found.data;
if (typeof list !== "object" || list.items.length !== 1) throw new Error("the request is not in the list");
const end = shown(await client.GET("/api/v1/requests/{request_id}", { params: { path } }));
console.log(end.reference, end.status, end.outcome);
