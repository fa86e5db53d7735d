import { type Client, type ClientOptions, createClient } from "./client.ts";

/** As createClient, for runs that may ask nothing: the client is made, and in the built program loaded, when it is first used. */
export function createLateClient(options: ClientOptions): Client {
  let made: Client | undefined;
  const client = () => {
    made ??= createClient(options);
    return made;
  };
  return {
    verifyKey: (...question) => client().verifyKey(...question),
    listModels: (...question) => client().listModels(...question),
    tryModel: (...question) => client().tryModel(...question),
    streamChat: (...question) => client().streamChat(...question),
    completeChat: (...question) => client().completeChat(...question),
    preconnect: () => client().preconnect(),
    startBudget: () => client().startBudget(),
    close: () => made?.close(),
  };
}
