// Has the API's own JavaScript client cancel against our test server, which answers with what our encoders
// wrote of the samples, and compares what it read with the samples, field by field:
//     node sdk.mjs CONTRACT SAMPLES ENCODE SERVER
// ENCODE is encode_samples.c and SERVER is tests/support/test_server.c.
import { deepStrictEqual, ok, rejects, strictEqual } from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import Datagrid from 'datagrid-ai';

import { loadContract } from './rules/contract.mjs';
import { startServer } from './server.mjs';

const token = 'test-token';
const teamspace = 'teamspace_1';

function clientOf(url, apiKey = token) {
    // It would try 409 again, and other answers.
    return new Datagrid({ baseURL: `${url}/v1`, apiKey, teamspace, maxRetries: 0 });
}

/* Every sample of a batch that is one, as the answer. What was compared, by name. */
async function compareBatches(client, type, samples, names) {
    const values = [];
    for (const name of names) {
        const sample = readSample(samples, name);
        const batch = await client.batchPredictions.cancel(name);
        compare(type, sample, batch, name);
        deepStrictEqual(Object.keys(batch), [...type.properties.keys()], `${name}: the order of the contract`);
        values.push(batch);
    }
    return values;
}

/* Every sample of a problem, as the body of an error. */
async function compareProblems(client, type, samples, names) {
    const values = [];
    for (const name of names) {
        const error = await client.batchPredictions.cancel(name).then(() => undefined, (reason) => reason);
        ok(error instanceof Datagrid.ConflictError, `${name}: ${error}`);
        compare(type, readSample(samples, name), error.error, name);
        values.push(error.error);
    }
    return values;
}

function compare(type, sample, read, name) {
    deepStrictEqual(read, known(type, sample), `${name} is read otherwise than it was`);
}

function readSample(folder, name) {
    return JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'));
}

/* A value without what structs don't keep: members that the contract doesn't list, the sign of 0. */
function known(type, value) {
    if (type.kind === 'integer') {
        return value + 0;
    }
    if (typeof value !== 'object' || value === null) {
        return value;
    }
    if (Array.isArray(value)) {
        return value.map((item) => known(type.items, item));
    }
    const members = type.kind === 'object'
        ? Object.entries(value).filter(([name]) => type.properties.has(name)) : Object.entries(value);
    return Object.fromEntries(members.map(([name, member]) =>
        [name, known(type.properties.get(name) ?? type.items, member)]));
}

/* Throws unless each property had a value, and was null or missing wherever it may be. */
function covered(type, values, place = '') {
    for (const [name, property] of type.properties) {
        const members = values.map((value) => value[name]);
        const present = members.filter((one) => one !== undefined && one !== null);
        const at = `${place}/${name}`;
        ok(present.length > 0, `${at} never has a value`);
        ok(!property.nullable || members.includes(null), `${at} is never null`);
        ok(type.required.has(name) || members.includes(undefined), `${at} is never missing`);
        if (property.kind === 'object') {
            covered(property, present, at);
        } else if (property.kind === 'list' && property.items.kind === 'object') {
            covered(property.items, present.flat(), at);
        }
    }
}

/* Answers that are errors become the client's classes for them, with our problems in them. */
async function compareErrors(client, url) {
    const wanted = [
        [client, 'bpred_done', 409, Datagrid.ConflictError, 'conflict', 'Conflict'],
        [client, 'none', 404, Datagrid.NotFoundError, 'resource_not_found', 'Not Found'],
        [clientOf(url, 'another'), 'bpred_running', 401, Datagrid.AuthenticationError, 'no_authentication',
            'Unauthorized'],
        [client, 'bpred_limited', 429, Datagrid.RateLimitError, 'rate_limited', 'Too Many Requests'],
        [client, 'bpred_flaky', 503, Datagrid.InternalServerError, 'unavailable', 'Service Unavailable'],
    ];
    for (const [asking, id, status, kind, type, title] of wanted) {
        await rejects(asking.batchPredictions.cancel(id), (error) => {
            ok(error instanceof kind, `${id}: ${error}`);
            strictEqual(error.status, status);
            const { detail, ...problem } = error.error;
            strictEqual(typeof detail, 'string');
            deepStrictEqual(problem, { type: `https://api.datagrid.com/errors/${type}`, title, status });
            return true;
        });
    }
    return wanted.length;
}

/* What it sends: our server repeats a header in the member `status`. */
async function compareRequest(client) {
    for (const [header, value] of [['datagrid-teamspace', teamspace], ['accept', 'application/json']]) {
        const { status } = await client.batchPredictions.cancel(`bpred_header_${header}`);
        strictEqual(status, value, header);
    }
}

/* The names of what was encoded to a folder. */
function encode(program, schema, status, samples, folder) {
    const before = new Set(readdirSync(folder));
    execFileSync(program, [schema, String(status), samples, folder]);
    return readdirSync(folder).filter((file) => !before.has(file)).sort()
        .map((file) => file.replace(/\.http$/, ''));
}

async function main([contract, samples, program, server]) {
    const typeNamed = (wanted) => loadContract(contract).targets.find(({ name }) => name === wanted).type;
    const scratch = mkdtempSync(join(tmpdir(), 'dg-sdk-'));
    let running;
    try {
        const responses = join(scratch, 'responses');
        const folders = ['BatchPrediction', 'ProblemDetails'].map((schema) => join(samples, schema));
        mkdirSync(responses);
        const batches = encode(program, 'BatchPrediction', 200, folders[0], responses);
        const problems = encode(program, 'ProblemDetails', 409, folders[1], responses);

        running = await startServer(server, ['--responses', responses, '--token', token], /^(http:\S+)$/);
        const client = clientOf(running.url);
        const batch = typeNamed('BatchPrediction');
        const problem = typeNamed('ProblemDetails');
        covered(batch, await compareBatches(client, batch, folders[0], batches));
        covered(problem, await compareProblems(client, problem, folders[1], problems));
        await compareRequest(client);
        const errors = await compareErrors(client, running.url);
        console.log(`${batches.length} batches, ${problems.length} problems and ${errors} errors read as they are`);
    } finally {
        await running?.stop();
        rmSync(scratch, { recursive: true });
    }
}

await main(process.argv.slice(2));
