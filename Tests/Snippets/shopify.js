// Shopify's sandbox for custom pixels: node shopify.js SNIPPET < EVENTS, prints for each event what was fetched.
"use strict";
const fs = require("fs");
const vm = require("vm");

async function main() {
  const code = fs.readFileSync(process.argv[2], "utf8");
  const fetched = [];
  for (const { event, cookie } of JSON.parse(fs.readFileSync(0, "utf8"))) {
    const subscribers = [];
    const requests = [];
    vm.runInNewContext(code, {
      analytics: { subscribe: (name, callback) => subscribers.push([name, callback]) },
      browser: { cookie: { get: async (name) => (name === "tributary_click" ? cookie : "") } },
      fetch: async (address, options) => requests.push({ address, options }),
    });
    if (subscribers.length !== 1 || subscribers[0][0] !== "checkout_completed") throw new Error("not subscribed");
    await subscribers[0][1](event);
    fetched.push(requests);
  }
  process.stdout.write(JSON.stringify(fetched));
}

main();
