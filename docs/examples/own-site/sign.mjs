// What the controller's own site does, on its server: it signs who is signed in there.
//
//   node sign.mjs PRIVATE-KEY.pem '{"sub": "4711", "email": "an@example.be", "name": "An Example"}'
//
// Prints a token for the hidden field `identity` of the form that leads to the portal. It is good
// once, for two minutes. Nothing but Node is needed; there are libraries for every language.

import { randomUUID, createPrivateKey, sign } from "node:crypto";
import { readFileSync } from "node:fs";

const ISSUER = "https://www.iassist.example"; // as in own-site.toml
const AUDIENCE = "https://privacy.iassist.example";
const KEY = "2026-11";

const part = (said) => Buffer.from(JSON.stringify(said)).toString("base64url");

export function identity(privateKey, person) {
  const now = Math.floor(Date.now() / 1000);
  const said = { iss: ISSUER, aud: AUDIENCE, iat: now, exp: now + 120, jti: randomUUID(), ...person };
  const signed = `${part({ alg: "EdDSA", kid: KEY })}.${part(said)}`;
  return `${signed}.${sign(null, Buffer.from(signed), privateKey).toString("base64url")}`;
}

const [file, person] = process.argv.slice(2);
console.log(identity(createPrivateKey(readFileSync(file)), JSON.parse(person)));
