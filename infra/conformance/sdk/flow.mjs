// The whole orchestration flow as a lead and two agents see it, each with a client and a token of its own.
// node flow.mjs '{"revision": "2025-11-25" | "2026-07-28", "url": ".../mcp", "token": "...", "stdio"?: [...], "cancels"?: false}'

import assert from 'node:assert/strict'
import { connect } from './clients.mjs'
import { done, refused, step, until } from './words.mjs'

const plan = { cancels: true, ...JSON.parse(process.argv[2]) }
const BUILDS = 12

const lead = await connect(plan, plan.token)
assert.ok(lead.tools.some(tool => tool.name === 'task_assign'))
const { sessionId } = await done(lead, 'session_create', { project: 'acme/app', client: 'flow' })
const [ann, bob] = await Promise.all([agent('ann', ['build', 'review']), agent('bob', ['build'])])

await eachBuildIsClaimedOnce()
await oneAsksTheOther()
await aWaitSaysThatItGoesOn()
await theLeadIsToldOfAnEnd()
if (plan.cancels) await aCancelledWaitTakesNoWork()
await aClosedSessionTakesNoReport()
// With the session their tokens ended, and whatever they had begun with them.
await Promise.all([lead.leave(), ann.close(), bob.close()])
step('all as promised')

async function agent(name, capabilities) {
  const { agentId, token } = await done(lead, 'agent_deploy', { sessionId, name, role: 'coder', capabilities })
  const client = await connect(plan, token)
  assert.ok(!client.tools.some(tool => tool.name === 'agent_deploy'), 'an agent is not shown what it may not do')
  return Object.assign(client, { agentId, name })
}

async function assign(fields) {
  return (await done(lead, 'task_assign', { sessionId, ...fields })).taskId
}

async function claim(client, fields) {
  return (await done(client, 'task_claim', { agentId: client.agentId, ...fields })).tasks
}

function report(client, { taskId, fence }) {
  return { taskId, agentId: client.agentId, fence }
}

async function eachBuildIsClaimedOnce() {
  step(`${BUILDS} tasks, two agents at once`)
  const assigned = await Promise.all(
    Array.from({ length: BUILDS }, (_, i) => assign({ title: `build ${i}`, capability: 'build' }))
  )
  const claimed = (await Promise.all([ann, bob].map(drain))).flat()
  assert.deepEqual(claimed.sort(), assigned.sort(), 'each task is claimed exactly once')
}

async function drain(client) {
  const taken = []
  for (let tasks = await claim(client, { max: 1 }); tasks.length; tasks = await claim(client, { max: 1 })) {
    await done(client, 'task_complete', { ...report(client, tasks[0]), result: { by: client.name } })
    taken.push(tasks[0].taskId)
  }
  return taken
}

async function oneAsksTheOther() {
  step('one asks the other')
  const answer = done(ann, 'coordination_request', {
    sessionId, from: ann.agentId, to: bob.agentId, topic: 'port', body: { of: 'the database' }, waitSeconds: 20
  })
  const { requests } = await done(bob, 'coordination_inbox', { agentId: bob.agentId, waitSeconds: 20 })
  assert.deepEqual(requests.map(request => request.body), [{ of: 'the database' }])
  await done(bob, 'coordination_respond', { requestId: requests[0].requestId, agentId: bob.agentId, body: 5432 })
  const { state, response } = await answer
  assert.deepEqual([state, response], ['responded', 5432])
}

async function aWaitSaysThatItGoesOn() {
  step('a wait says that it goes on')
  const told = []
  const options = { onprogress: progress => told.push(progress.progress) }
  assert.deepEqual((await done(bob, 'task_claim', { agentId: bob.agentId, waitSeconds: 3 }, options)).tasks, [])
  assert.ok(told.length >= 2, `progress in a wait of 3 s: ${told}`)
  assert.deepEqual(told, [...new Set(told)].sort((one, other) => one - other), 'progress only grows')
}

async function theLeadIsToldOfAnEnd() {
  step('the lead is told of an end, and what waited for it is free')
  const build = await assign({ title: 'build', agentId: bob.agentId })
  const review = await assign({ title: 'review', capability: 'review', dependsOn: [build] })
  const uri = `mosaic://tasks/${build}`
  const told = []
  const stop = await lead.watch(uri, changed => told.push(changed))
  assert.deepEqual(await claim(ann), [], 'what depends on another waits for it')
  const [lost] = await claim(bob, { waitSeconds: 10 })
  await done(bob, 'task_fail', { ...report(bob, lost), reason: 'the network', retryable: true })
  const [task] = await claim(bob, { waitSeconds: 20 })
  await refused('TASK_FENCED', bob, 'task_complete', report(bob, lost))
  await done(bob, 'task_complete', report(bob, task))
  await until('the lead is told', () => told.includes(uri))
  await until('the resource says so', async () => (await stateOf(uri)) === 'completed')
  await stop()
  assert.deepEqual((await claim(ann, { waitSeconds: 10 })).map(each => each.taskId), [review])
}

async function stateOf(uri) {
  const { contents } = await lead.client.readResource({ uri }, { cacheMode: 'bypass' })
  return JSON.parse(contents[0].text).state
}

async function aCancelledWaitTakesNoWork() {
  step('a cancelled wait takes no work')
  const abort = new AbortController()
  let waits = false
  const wait = ann.call('task_claim', { agentId: ann.agentId, waitSeconds: 25 }, {
    signal: abort.signal, onprogress: () => (waits = true)
  })
  const cancelled = assert.rejects(wait)
  await until('it waits', () => waits)
  abort.abort('enough')
  await cancelled
  // The server has to know before there is work: what it is told on one connection it may read after another one.
  await ann.cancelled()
  await done(ann, 'task_list', { sessionId })
  const taskId = await assign({ title: 'after the wait', agentId: ann.agentId })
  const [task] = await claim(ann, { waitSeconds: 10 })
  assert.deepEqual([task?.taskId, task?.attempt], [taskId, 1])
}

async function aClosedSessionTakesNoReport() {
  step('a closed session takes no report')
  await assign({ title: 'never done', agentId: bob.agentId })
  const [task] = await claim(bob, { waitSeconds: 10 })
  await done(lead, 'session_close', { sessionId })
  await refused('SESSION_CLOSED', bob, 'task_complete', report(bob, task))
}
