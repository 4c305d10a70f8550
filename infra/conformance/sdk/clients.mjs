// Both official SDKs behind one face: how to connect, call a tool, read a resource and be told of its changes.

import { Client as SessionClient } from '@modelcontextprotocol/sdk/client/index.js'
import { StdioClientTransport as SessionStdio, getDefaultEnvironment } from '@modelcontextprotocol/sdk/client/stdio.js'
import { StreamableHTTPClientTransport as SessionHttp } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import { CallToolResultSchema, ResourceUpdatedNotificationSchema } from '@modelcontextprotocol/sdk/types.js'
import { Client as StatelessClient, StreamableHTTPClientTransport as StatelessHttp } from '@modelcontextprotocol/client'
import { StdioClientTransport as StatelessStdio } from '@modelcontextprotocol/client/stdio'

const INFO = { name: 'mosaic-flow', version: '1' }

/**
 * @param plan {revision, url, stdio?: a command line}
 * @returns also cancelled(): when the server has every cancellation; leave(): ends what was begun there; close(): just goes
 */
export async function connect(plan, token) {
  const connected = plan.revision === '2025-11-25' ? await withSession(plan, token) : await stateless(plan, token)
  // As programs that work with models do: from now on each answer is held against the tool's own schema.
  connected.tools = (await connected.client.listTools()).tools
  return connected
}

async function withSession(plan, token) {
  const client = new SessionClient(INFO)
  const cancels = []
  const transport = open(plan, token, SessionHttp, SessionStdio, (url, init) => {
    const answer = fetch(url, init)
    if (String(init?.body).includes('"notifications/cancelled"')) cancels.push(answer)
    return answer
  })
  await client.connect(transport)
  return {
    client,
    call: (name, args, options) => client.callTool({ name, arguments: args }, CallToolResultSchema, options),
    async watch(uri, told) {
      client.setNotificationHandler(ResourceUpdatedNotificationSchema, ({ params }) => told(params.uri))
      await client.subscribeResource({ uri })
      return () => client.unsubscribeResource({ uri })
    },
    cancelled: () => Promise.all(cancels),
    async leave() {
      await transport.terminateSession?.()
      await client.close()
    },
    close: () => client.close()
  }
}

async function stateless(plan, token) {
  const client = new StatelessClient(INFO, { versionNegotiation: { mode: { pin: plan.revision } } })
  await client.connect(open(plan, token, StatelessHttp, StatelessStdio))
  return {
    client,
    call: (name, args, options) => client.callTool({ name, arguments: args }, options),
    async watch(uri, told) {
      client.setNotificationHandler('notifications/resources/updated', ({ params }) => told(params.uri))
      const subscription = await client.listen({ resourceSubscriptions: [uri] })
      return () => subscription.close()
    },
    cancelled: () => {},
    leave: () => client.close(),
    close: () => client.close()
  }
}

function open(plan, token, Http, Stdio, fetch) {
  if (!plan.stdio) {
    return new Http(new URL(plan.url), { fetch, requestInit: { headers: { Authorization: `Bearer ${token}` } } })
  }
  const [command, ...args] = plan.stdio
  const env = { ...getDefaultEnvironment(), MOSAIC_MCP_URL: plan.url, MOSAIC_TOKEN: token }
  return new Stdio({ command, args, env, stderr: 'inherit' })
}
