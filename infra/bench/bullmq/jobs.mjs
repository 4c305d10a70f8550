// One measurement of BullMQ: clients add jobs, one call each, and a worker with a concurrency of as many processes them.
// Adders do not wait for their job's end, only while AHEAD jobs are open: with many, the worker always finds the next job
// with the end of the last one; with as many as there are clients, each job is as good as awaited.
// usage: node jobs.mjs PORT PASSWORD CLIENTS AHEAD WARM_UP_SECONDS SECONDS
// prints one line of JSON: {jobs, failed, seconds, p50, p99}: jobs that ended within SECONDS after the warm-up, and the
// time from a job's adding to its end in milliseconds
import { Queue, Worker } from 'bullmq';

const [port, password, ...numbers] = process.argv.slice(2);
const [clients, ahead, warmUp, seconds] = numbers.map(Number);
const connection = { host: '127.0.0.1', port: Number(port), password };
const pause = (s) => new Promise((resolve) => setTimeout(resolve, s * 1000));

let open = 0;
let failed = 0;
let stopping = false;
let measuring = false;
const times = [];
const waiting = [];

// Kept jobs would only make Redis slower.
const queue = new Queue('bench', { connection, defaultJobOptions: { removeOnComplete: true, removeOnFail: true } });
// What an earlier measurement left would be counted here.
await queue.obliterate({ force: true });
const worker = new Worker('bench', async () => ({ ok: true }), { connection, concurrency: clients });
worker.on('completed', (job) => {
    if (measuring) {
        times.push(performance.now() - job.data.addedAt);
    }
    open--;
    waiting.shift()?.();
});
worker.on('failed', () => failed++);
worker.on('error', () => failed++);

async function client() {
    while (!stopping) {
        if (open >= ahead) {
            await new Promise((resolve) => waiting.push(resolve));
            continue;
        }
        open++;
        await queue.add('task', { title: 'bench', addedAt: performance.now() });
    }
}

await worker.waitUntilReady();
const all = Array.from({ length: clients }, client);
await pause(warmUp);
measuring = true;
const begun = performance.now();
await pause(seconds);
measuring = false;
const took = (performance.now() - begun) / 1000;
stopping = true;
waiting.forEach((resolve) => resolve());
await Promise.all(all);
await worker.close();
await queue.close();

times.sort((a, b) => a - b);
const at = (part) => times[Math.max(0, Math.ceil(part * times.length) - 1)];
console.log(JSON.stringify({ jobs: times.length, failed, seconds: took, p50: at(0.5), p99: at(0.99) }));
