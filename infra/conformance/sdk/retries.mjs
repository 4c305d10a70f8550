// A lead whose server is killed in the middle of its work: what was not answered is asked again under the same key.
// node retries.mjs '{"revision": ..., "url": ..., "token": ..., "victim": a process id}'

import assert from 'node:assert/strict'
import { connect } from './clients.mjs'
import { done, step } from './words.mjs'

const plan = JSON.parse(process.argv[2])
const TASKS = 200
const LANES = 8
const KILL_AFTER = 60

const lead = await connect(plan, plan.token)
const { sessionId } = await done(lead, 'session_create', { project: 'acme/app', client: 'retries' })
const left = Array.from({ length: TASKS }, (_, i) => i)
let assigned = 0
let askedAgain = 0

await Promise.all(Array.from({ length: LANES }, lane))
assert.ok(assigned === TASKS && isGone(plan.victim), 'it went on after the kill')
assert.deepEqual((await titles()).sort(), Array.from({ length: TASKS }, (_, i) => title(i)).sort())
await lead.leave()
step(`${askedAgain} calls were asked again`)
step('all as promised')

async function lane() {
  for (let i = left.shift(); i !== undefined; i = left.shift()) {
    await persistently(() => done(lead, 'task_assign', {
      sessionId, title: title(i), capability: 'build', idempotencyKey: `${sessionId}-${i}`
    }))
    if (++assigned === KILL_AFTER) {
      process.kill(plan.victim, 'SIGKILL')
      step('one instance is killed')
    }
  }
}

/** No answer is no refusal: whether it was done is not known, so it is asked again. */
async function persistently(ask, times = 50) {
  for (;;) {
    try {
      return await ask()
    } catch (error) {
      if (error instanceof assert.AssertionError || --times === 0) throw error
      askedAgain++
      await new Promise(again => setTimeout(again, 100))
    }
  }
}

async function titles() {
  const all = []
  for (let cursor; ; ) {
    const page = await persistently(() => done(lead, 'task_list', { sessionId, limit: 200, ...(cursor && { cursor }) }))
    all.push(...page.items.map(task => task.title))
    if (!(cursor = page.nextCursor)) return all
  }
}

function title(i) {
  return `task ${String(i).padStart(3, '0')}`
}

function isGone(pid) {
  try {
    process.kill(pid, 0)
    return false
  } catch {
    return true
  }
}
