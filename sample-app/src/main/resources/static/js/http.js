/** What the server answered to a request that it did not fulfil: an RFC 9457 problem. */
export class Problem extends Error {
  constructor(status, { title = "Failed", detail = `Status ${status}`, attempts } = {}) {
    super(`${title}: ${detail}`);
    this.status = status;
    this.attempts = attempts;
  }
}

/**
 * Sends JSON and answers with JSON.
 *
 * @throws Problem if the server says no, or nothing
 */
export async function request(method, path, body) {
  let response;
  try {
    response = await fetch(path, {
      method,
      headers: body === undefined ? {} : { "Content-Type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch {
    throw new Problem(0, { title: "No answer", detail: "The server cannot be reached." });
  }
  const answer = await response.json().catch(() => undefined);
  if (!response.ok) {
    throw new Problem(response.status, answer);
  }
  return answer;
}
