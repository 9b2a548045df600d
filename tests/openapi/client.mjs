// What a vendor's service does in Node.js: a subaccount, a service with a number, a usage trigger, a message.
// Account SID, auth token, proxy and authority come from the environment; prints what was made as JSON.
import twilio from "twilio";

const parent = twilio(process.env.TWILIO_ACCOUNT_SID, process.env.TWILIO_AUTH_TOKEN);
const account = await parent.api.v2010.accounts.create({ friendlyName: "acme" });
const client = twilio(account.sid, account.authToken);
const service = await client.messaging.v1.services.create({ friendlyName: "acme" });
const number = await client.incomingPhoneNumbers.create({ areaCode: "415" });
await client.messaging.v1.services(service.sid).phoneNumbers.create({ phoneNumberSid: number.sid });
const template = await client.content.v1.contents.create({
  friendly_name: "reminder",
  language: "en",
  variables: { 1: "Ada" },
  types: { "twilio/text": { body: "Hello {{1}}" } },
});
const trigger = await client.usage.triggers.create({
  usageCategory: "sms-outbound",
  triggerValue: "+1000",
  callbackUrl: "https://owl.example/usage",
});
const message = await client.messages.create({
  to: "+14155550199",
  messagingServiceSid: service.sid,
  contentSid: template.sid,
  contentVariables: JSON.stringify({ 1: "Grace" }),
});
const wrong = await client.messages("SM" + "0".repeat(32)).fetch().catch((error) => error);
console.log(
  JSON.stringify({
    account: account.sid,
    body: message.body,
    refused: [wrong.status, wrong.code],
    services: (await client.messaging.v1.services.list()).map((each) => each.friendlyName),
    trigger: trigger.triggerValue,
  }),
);
