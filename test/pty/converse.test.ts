import { describe, expect, test } from "vitest";
import { asked, chatHome, sent } from "../support/chatting.ts";
import { keys } from "../support/fake-venice/keys.ts";
import type { FakeVenice } from "../support/fake-venice.ts";
import { createHome, type Home } from "../support/home.ts";
import { key, type Pty, type PtyOptions, startPty } from "../support/pty.ts";
import { venice } from "../support/run.ts";

const reply = "Hello! Yes, I am working.";
const historyPath = ".openclaw/chat-history";
const paste = (text: string) => `\x1b[200~${text}\x1b[201~`;
const user = (content: unknown) => ({ role: "user", content });
const assistant = (content: string) => ({ role: "assistant", content });
const count = Array.from({ length: 2000 }, (_, at) => String(at + 1)).join(" ");

/** A person in a conversation: presses keys when the prompt is there. */
interface Talker extends Pty {
  /** Waits for an empty prompt that was not there before the last entry, types the text and Enter, and waits for what comes of it. */
  enter(text: string, shows: string | RegExp): Promise<void>;
  /** Waits until the program reads the keyboard again. */
  prompted(): Promise<void>;
}

interface TalkOptions extends Omit<PtyOptions, "home"> {
  readonly home?: Home;
}

async function talk(server: FakeVenice, flags: readonly string[] = [], options: TalkOptions = {}): Promise<Talker> {
  const { home = chatHome(), ...rest } = options;
  const person = startPty(["chat", "--base-url", server.baseUrl, ...flags], { home, ...rest });
  const prompted = () => person.see(/❯$/);
  await prompted();
  return {
    ...person,
    get cursorVisible() {
      return person.cursorVisible;
    },
    prompted,
    async enter(text, shows) {
      person.press(`${text}\r`);
      await person.see(shows);
      await prompted();
    },
  };
}

describe("a conversation", () => {
  test("greets, remembers what was said, and says what it costs all together", async () => {
    const server = await venice();
    const person = await talk(server);
    expect(person.screen()).toMatch(
      /venice\/llama-3\.3-70b \(private\)\. \/help lists the commands, Ctrl-D leaves\.\n❯$/,
    );
    await person.enter("Hello", "$0.000028 so far");
    expect(sent(server).messages).toEqual([user("Hello")]);
    await person.enter("Again", "$0.000056 so far");
    expect(sent(server).messages).toEqual([user("Hello"), assistant(reply), user("Again")]);
    expect(person.screen()).toContain(`❯ Again\n${reply}\n12 tokens in · 7 out · $0.000028 · $0.000056 so far\n\n❯`);
    // One connection serves all of it.
    expect(server.connections).toBeLessThanOrEqual(2);
  });

  test("takes the flags of a single message", async () => {
    const server = await venice({ chat: { reasoning: "Let me see." } });
    const flags = ["--system", "Be brief.", "--temperature", "0.5", "--max-tokens", "100", "--reasoning", "--usage"];
    const person = await talk(server, flags);
    await person.enter("Hello", /to the first token · \$[\d.]+ so far/);
    expect(person.screen()).toContain("Let me see.\n\nHello!");
    expect(sent(server)).toMatchObject({
      messages: [{ role: "system", content: "Be brief." }, user("Hello")],
      temperature: 0.5,
      max_completion_tokens: 100,
    });
  });

  test("shows an answer's Markdown as what it means, --raw as it is", async () => {
    const server = await venice({ chat: { reply: "# Title\n\n- **bold** and `code`\n" } });
    const person = await talk(server);
    await person.enter("Hello", /Title\n\n\S bold and code\n12 tokens in/);
    expect(person.raw()).toContain("\x1b[1m");
    const raw = await talk(server, ["--raw"]);
    await raw.enter("Hello", "# Title\n\n- **bold** and `code`\n12 tokens in");
  });

  test("says once who sees what", async () => {
    const server = await venice();
    const person = await talk(server, ["--model", "claude-opus-5"], { columns: 160 });
    await person.enter("Hello", "so far");
    await person.enter("Again", /so far.*so far/s);
    expect(person.screen().match(/is anonymized:/g)).toHaveLength(1);
  });

  test.each([[""], ["--message", ""]])(
    "an empty variable is a message that is missing, and no conversation: %j",
    async (...words) => {
      const server = await venice();
      const person = startPty(["chat", "--base-url", server.baseUrl, ...words], { home: chatHome() });
      expect((await person.end()).code).toBe(2);
      expect(person.screen()).toContain("There is no message to send.");
    },
  );

  test.each([["--json"], ["--no-stream"], ["--response-format", "json"]])("%s is for one message", async (...flags) => {
    const server = await venice();
    const person = startPty(["chat", "--base-url", server.baseUrl, ...flags], { home: chatHome() });
    expect(await person.end()).toMatchObject({ code: 2 });
    expect(person.screen()).toContain("There is no message to send.");
  });

  test("goes on for many messages without a word on stderr about listeners", async () => {
    const server = await venice();
    const person = await talk(server);
    for (let number = 1; number <= 13; number += 1)
      await person.enter(`Message ${number}`, `❯ Message ${number}\nHello!`);
    await person.enter("/usage", "13 answers");
    expect(person.screen()).not.toContain("Warning");
  });

  test("shows no colour where none is wanted", async () => {
    const server = await venice();
    const person = await talk(server, [], { env: { NO_COLOR: "1" } });
    await person.enter("Hello", "so far");
    await person.enter("/help", "this list");
    expect(person.raw()).not.toMatch(/\x1b\[[\d;]*m/);
  });

  test("survives that the terminal gets another size while somebody types", async () => {
    const server = await venice();
    const person = await talk(server);
    person.press("A message that is longer than forty columns are wide");
    await person.see("columns are wide");
    const from = person.raw().length;
    person.resize(40, 20);
    await person.seeAgain("wide", from);
    person.press(" now");
    await person.see(/wide\s+now$/);
    await person.enter("", "so far");
    expect(sent(server).messages).toEqual([user("A message that is longer than forty columns are wide now")]);
  });
});

describe("the keyboard", () => {
  test("a paste of several lines is one message, and may be gone on with", async () => {
    const server = await venice();
    const person = await talk(server);
    person.press(paste("one\r\ntwo\rthree\x1b[31m"));
    await person.see("❯ one\ntwo\nthree");
    await person.enter(" four", "so far");
    expect(sent(server).messages).toEqual([user("one\ntwo\nthree four")]);
  });

  test("a paste of several lines is one message on a terminal that marks none, too", async () => {
    const server = await venice();
    const person = await talk(server);
    person.press("one\rtwo\r\nthree");
    await person.see("❯ one\ntwo\nthree");
    await person.enter("", "so far");
    expect(asked(server)).toHaveLength(1);
    expect(sent(server).messages).toEqual([user("one\ntwo\nthree")]);
  });

  test("a paste higher than the screen is shown by its beginning, to be gone on with, and sent whole", async () => {
    const server = await venice();
    const person = await talk(server);
    const lines = Array.from({ length: 200 }, (_, at) => `line ${at}`).join("\n");
    person.press(paste(lines));
    await person.see("❯ [#1 line 0 … 200 lines]");
    await person.enter(" in shorrt\x7f\x7ft", "so far");
    expect(sent(server).messages).toEqual([user(`${lines} in short`)]);
    person.press(key.up);
    await person.see(/❯ \[#1 line 0 … 200 lines\]$/);
    await person.enter("", /so far.*so far/s);
    expect(sent(server).messages).toMatchObject([{}, {}, user(`${lines} in short`)]);
  });

  test("Ctrl-J breaks the line", async () => {
    const server = await venice();
    const person = await talk(server);
    await person.enter("one\ntwo", "so far");
    expect(sent(server).messages).toEqual([user("one\ntwo")]);
  });

  test("Ctrl-D leaves with 0, and every mode of the terminal is as it was", async () => {
    const server = await venice();
    const shell = `stty -g; "$1" "$2" chat --base-url ${server.baseUrl}; echo "code $?"; stty -g`;
    const person = startPty([], { home: chatHome(), shell, columns: 200 });
    await person.see(/❯$/);
    person.press("Hello\r");
    await person.see(/so far\n\n❯$/);
    person.press(key.ctrlD);
    await person.end();
    const modes = person.screen().match(/^[0-9a-f]+(:[0-9a-f]+){10,}$/gm);
    expect(modes).toHaveLength(2);
    expect(modes?.[0]).toBe(modes?.[1]);
    expect(person.screen()).toContain("code 0");
    expect(person.raw().lastIndexOf("\x1b[?2004l")).toBeGreaterThan(person.raw().lastIndexOf("\x1b[?2004h"));
    expect(person.cursorVisible).toBe(true);
  });

  test("Ctrl-C clears a line, says on an empty one how to leave, and then leaves with 130", async () => {
    const server = await venice();
    const person = await talk(server);
    person.press("Hello");
    await person.see("❯ Hello");
    person.press(key.ctrlC);
    await person.prompted();
    person.press(key.ctrlC);
    await person.see("Ctrl-C again leaves. So do Ctrl-D and /exit.\n❯");
    person.press("x");
    await person.see("❯ x");
    person.press(key.ctrlC);
    await person.prompted();
    person.press(key.ctrlC);
    await person.see(/leaves\. So do.*leaves\. So do.*❯$/s);
    person.press(key.ctrlC);
    expect(await person.end()).toMatchObject({ code: 130 });
    expect(server.requests.filter(({ method }) => method === "POST")).toEqual([]);
  });

  test("Ctrl-C ends an answer, what came stays in the conversation, and the conversation goes on", async () => {
    const server = await venice({ chat: { reply: count, pauseMilliseconds: 20 } });
    const person = await talk(server);
    person.press("Count.\r");
    await person.see("1 2 3 4 5");
    person.press(key.ctrlC);
    await person.see("Stopped. What came stays in the conversation; Ctrl-C again leaves.");
    await person.prompted();
    server.chat = { ...server.chat, reply, pauseMilliseconds: 0 };
    await person.enter("Go on.", "at least $0.000028 so far");
    expect(sent(server).messages).toEqual([
      user("Count."),
      assistant(expect.stringMatching(/^1 2 3 4 5[ \d]*$/) as unknown as string),
      user("Go on."),
    ]);
  });

  test("Ctrl-C twice during an answer leaves with 130", async () => {
    const server = await venice({ chat: { reply: count, pauseMilliseconds: 20 } });
    const person = await talk(server);
    person.press("Count.\r");
    await person.see("1 2 3 4 5");
    person.press(key.ctrlC);
    await person.see(/again leaves\.\n\n❯$/);
    person.press(key.ctrlC);
    expect(await person.end()).toMatchObject({ code: 130 });
  });

  test("Ctrl-C before the first word ends the wait, and /retry asks again", async () => {
    const server = await venice({ mode: ({ method }) => (method === "POST" ? "silence" : undefined) });
    const person = await talk(server);
    person.press("Hello\r");
    await person.see("Waiting for venice/llama-3.3-70b …");
    person.press(key.ctrlC);
    await person.see("Stopped before the answer began. /retry asks again, Ctrl-C again leaves.");
    await person.prompted();
    server.mode = undefined;
    await person.enter("/retry", "so far");
    expect(sent(server).messages).toEqual([user("Hello")]);
  });

  test("a signal leaves under its own number, with the terminal as it was", async () => {
    const server = await venice();
    const person = await talk(server);
    person.kill("SIGTERM");
    expect(await person.end()).toMatchObject({ code: 143 });
    expect(person.raw().lastIndexOf("\x1b[?2004l")).toBeGreaterThan(person.raw().lastIndexOf("\x1b[?2004h"));
  });
});

describe("the history", () => {
  test("comes back in the next conversation, and is for its owner alone", async () => {
    const server = await venice();
    const home = chatHome();
    const first = await talk(server, [], { home });
    await first.enter("Hello\nthere", "so far");
    await first.enter("/usage", "1 answer");
    await first.enter("/usage", /1 answer.*1 answer/s);
    first.press(key.ctrlD);
    await first.end();
    expect(home.files()[historyPath]).toBe('"Hello\\nthere"\n"/usage"\n');
    expect(home.mode(historyPath)).toBe(0o600);

    const second = await talk(server, [], { home });
    second.press("draft");
    await second.see("❯ draft");
    second.press(key.up);
    await second.see("❯ /usage");
    second.press(key.up);
    await second.see("❯ Hello\nthere");
    second.press(key.down);
    await second.see("❯ /usage");
    second.press(key.down);
    await second.see("❯ draft");
    second.press(key.up + key.up);
    await second.see("❯ Hello\nthere");
    await second.enter("", "so far");
    expect(sent(server).messages).toEqual([user("Hello\nthere")]);
  });

  test("--no-history neither reads nor writes it", async () => {
    const server = await venice();
    const home = chatHome({ files: { [historyPath]: '"before"\n' } });
    const person = await talk(server, ["--no-history"], { home });
    person.press(key.up);
    await person.enter("Hello", "so far");
    expect(sent(server).messages).toEqual([user("Hello")]);
    expect(home.files()[historyPath]).toBe('"before"\n');
  });

  test("keeps no line with a key in it", async () => {
    const server = await venice();
    const home = chatHome();
    const person = await talk(server, [], { home });
    await person.enter(`My key is ${keys.admin}`, "so far");
    await person.enter("Hello", /so far.*so far/s);
    expect(home.files()[historyPath]).toBe('"Hello"\n');
  });

  test("no state folder is made for it", async () => {
    const server = await venice();
    const home = createHome();
    const env = { VENICE_API_KEY: keys.good };
    const person = await talk(server, ["--model", "venice/llama-3.3-70b"], { home, env });
    await person.enter("Hello", "so far");
    expect(home.files()).toEqual({});
  });
});

describe("the commands", () => {
  test("/help lists them, and an unknown one is no message", async () => {
    const server = await venice();
    const person = await talk(server);
    await person.enter("/help", "Ctrl-J breaks the line");
    for (const name of ["model", "system", "image", "retry", "clear", "usage", "help", "exit"])
      expect(person.screen()).toContain(`\n  /${name} `);
    await person.enter("/nonsense now", "There is no /nonsense. There are: /model /system");
    expect(asked(server)).toEqual([]);
    await person.enter("//etc is a folder", "so far");
    expect(sent(server).messages).toEqual([user("/etc is a folder")]);
    person.press("/exit\r");
    expect(await person.end()).toMatchObject({ code: 0 });
  });

  test("/model names another one, or lets it be picked; Esc and Ctrl-C leave it as it is", async () => {
    const server = await venice();
    const person = await talk(server);
    await person.enter("/model venice/llama-3.2-3b", "From now on: venice/llama-3.2-3b (private)");
    await person.enter("/model llama-3.3-70", "Did you mean: /model venice/llama-3.3-70b");
    await person.enter("Hello", "so far");
    expect(sent(server).model).toBe("llama-3.2-3b");
    for (const leave of [key.escape, key.ctrlC]) {
      person.press("/model\r");
      await person.see(/esc back$/);
      person.press(leave);
      await person.prompted();
    }
    person.press("/model\r");
    await person.see(/esc back$/);
    person.press("coder");
    await person.see("❯ qwen3-coder-480b-a35b-instruct");
    person.press(key.enter);
    await person.see("From now on: venice/qwen3-coder-480b-a35b-instruct (private)");
    await person.prompted();
    await person.enter("Again", /so far.*so far/s);
    expect(sent(server)).toMatchObject({
      model: "qwen3-coder-480b-a35b-instruct",
      messages: [user("Hello"), assistant(reply), user("Again")],
    });
  });

  test("/model keeps to private models where that is wanted", async () => {
    const server = await venice();
    const person = await talk(server, ["--private-only"]);
    await person.enter("/model claude-opus-5", "✖");
    await person.enter("Hello", "so far");
    expect(sent(server).model).toBe("llama-3.3-70b");
  });

  test("/system gives instructions, shows them and takes them back", async () => {
    const server = await venice();
    const person = await talk(server, [], { home: chatHome({ files: { "pirate.txt": "Be a pirate." } }) });
    await person.enter("/system", "No instructions.");
    await person.enter("/system @pirate.txt", "Instructions: Be a pirate.");
    await person.enter("Hello", "so far");
    expect(sent(server).messages).toEqual([{ role: "system", content: "Be a pirate." }, user("Hello")]);
    await person.enter("/system off", /No instructions.*No instructions/s);
    await person.enter("Again", /so far.*so far/s);
    expect(sent(server).messages).toEqual([user("Hello"), assistant(reply), user("Again")]);
    await person.enter("/system @nothing.txt", "cannot be read");
  });

  test("/image goes along with the next message, where the model can see", async () => {
    const server = await venice();
    const png = Buffer.from("\x89PNG\r\n\x1a\n", "latin1");
    const home = chatHome({ files: { "a photo.png": png, "text.png": "text" } });
    const person = await talk(server, [], { home });
    await person.enter("/image 'a photo.png'", "✖");
    await person.enter("/model qwen3-vl-235b-a22b", "From now on");
    await person.enter("/image text.png", "text.png");
    await person.enter("/image ~/a\\ photo.png", /With the next message: .*a photo\.png/);
    await person.enter("What is it?", "so far");
    const image = { type: "image_url", image_url: { url: `data:image/png;base64,${png.toString("base64")}` } };
    const seen = user([{ type: "text", text: "What is it?" }, image]);
    expect(sent(server).messages).toEqual([seen]);
    await person.enter("And now?", /so far.*so far/s);
    expect(sent(server).messages).toEqual([seen, assistant(reply), user("And now?")]);
  });

  test("/clear forgets what was said, and /usage does not", async () => {
    const server = await venice();
    const person = await talk(server);
    await person.enter("/usage", "Nothing has been answered yet.");
    await person.enter("Hello", "so far");
    await person.enter("/clear", "Forgotten.");
    await person.enter("/retry", "There is no message to send again.");
    await person.enter("Again", "$0.000056 so far");
    expect(sent(server).messages).toEqual([user("Again")]);
    await person.enter("/usage", "2 answers · 24 tokens in · 14 out · $0.000056");
  });

  test("/retry sends the last message again, without its answer", async () => {
    const server = await venice();
    const person = await talk(server);
    await person.enter("Hello", "so far");
    await person.enter("Again", /so far.*so far/s);
    await person.enter("/retry", "$0.000084 so far");
    expect(sent(server).messages).toEqual([user("Hello"), assistant(reply), user("Again")]);
  });
});

describe("what goes wrong", () => {
  test("is said with its next step, and the conversation goes on where it was", async () => {
    const server = await venice();
    const person = await talk(server);
    await person.enter("Hello", "so far");
    server.chat = { ...server.chat, refusal: "wallet" };
    await person.enter("Again", "✖");
    server.chat = { ...server.chat, refusal: undefined, ending: "cut" };
    await person.enter("/retry", /✖.*✖/s);
    server.chat = { ...server.chat, ending: "done" };
    await person.enter("/retry", /so far.*so far/s);
    expect(sent(server).messages).toEqual([user("Hello"), assistant(reply), user("Again")]);
  });

  test("--max-cost refuses a message that may cost more, and only that one", async () => {
    const server = await venice();
    const person = await talk(server, ["--max-cost", "0.0005", "--max-tokens", "100"]);
    person.press(paste("long ".repeat(400)));
    await person.enter("", "✖");
    expect(asked(server)).toEqual([]);
    await person.enter("Hello", "so far");
    expect(sent(server).messages).toEqual([user("Hello")]);
  });
});
