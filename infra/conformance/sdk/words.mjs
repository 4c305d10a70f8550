// What a script of the flow says of answers.

import assert from 'node:assert/strict'

/** Calls a tool that has to say yes. Answers what it says to programs. */
export async function done(client, tool, args, options) {
  const result = await client.call(tool, args, options)
  assert.ok(!result.isError, `${tool} ${JSON.stringify(args)}: ${JSON.stringify(result.content)}`)
  assert.ok(result.content[0].text, `${tool} says something to people`)
  return result.structuredContent
}

/** Calls a tool that has to say no, with this code of ours: not a fault of the protocol. */
export async function refused(code, client, tool, args) {
  const result = await client.call(tool, args)
  assert.equal(result.isError, true, `${tool} should be refused with ${code}: ${JSON.stringify(result)}`)
  assert.match(result.content[0].text, new RegExp(code))
}

/** Waits for it to become true, without asking more often than told to look. */
export async function until(what, look, seconds = 10) {
  const end = Date.now() + seconds * 1000
  while (!(await look())) {
    assert.ok(Date.now() < end, `not within ${seconds} s: ${what}`)
    await new Promise(again => setTimeout(again, 20))
  }
}

export function step(words) {
  console.log(`${new Date().toISOString().slice(11, 23)} ${words}`)
}
