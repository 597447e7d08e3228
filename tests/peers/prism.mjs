// Cancels against Prism, a server that knows the contract and nothing of us, with dg-validate, and compares
// its verdicts with those of other tools on the same answers:
//     node prism.mjs CONTRACT VALIDATOR SAMPLES SEEDS
// Prism makes answers up from schemas, which breaks rules, and repeats the samples, which break the rest. In
// the end, what dg-validate recorded of all of them gets the same verdicts once more.
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { canHold } from './rules/cases.mjs';
import { loadContract } from './rules/contract.mjs';
import { prepare } from './rules/evaluate.mjs';
import { Exchanges } from './rules/exchanges.mjs';
import { parse } from './rules/json.mjs';
import { startServer } from './server.mjs';

const operation = 'cancelBatchPrediction';
const parameter = 'batch_prediction_id';
const seedsOfProblems = 5;
const codes = [401, 404, 409, 429, 503];
const accept = 'application/json, application/problem+json';
const token = 'test-token';
const shown = 5; // complaints

class Comparison {
    verdicts = []; // the findings of each exchange
    complaints = [];
    seen = new Map(); // how often each status, verdict and code came
    samples = new Map(); // by name

    constructor([contract, validator, samples, seeds]) {
        this.contract = contract;
        this.validator = validator;
        this.folder = samples;
        this.seeds = Number(seeds);
        const loaded = loadContract(contract);
        prepare(loaded.rules);
        this.judges = new Exchanges(loaded);
        this.scratch = mkdtempSync(join(tmpdir(), 'dg-prism-'));
        this.recordings = join(this.scratch, 'recordings');
        mkdirSync(this.recordings);
    }

    /* With answers that Prism makes up. */
    async madeUp(url) {
        // Prism wants no base path: what has one is nowhere.
        await this.compare({ url, base: '/v1', id: 'string', expect: 404 });
        for (const id of ['string', 'other']) {
            await this.compare({ url, id });
        }
        for (const code of codes) {
            await this.compare({ url, id: 'string', prefer: `code=${code}`, expect: code });
            await this.compare({ url, id: 'string', prefer: `code=${code}` });
        }
        // A preference that it doesn't understand is a problem, documented as 4XX, and a good one.
        await this.compare({ url, id: 'string', prefer: 'code=4XX', expect: 422 });
        // A client that doesn't accept problems gets none.
        await this.compare({
            url, id: 'string', prefer: 'code=409', expect: 409, accept: 'application/json',
        });

        for (let seed = 0; seed < this.seeds; seed += 1) {
            const prefer = `dynamic=true, seed=${padded(seed)}`;
            // Every other one is asked for under the id that it has, and so is the right one.
            const { id: own } = JSON.parse((await request({ url, id: 'string', prefer })).text);
            const { text, findings } = await this.compare({ url, id: seed % 2 === 0 ? 'string' : own, prefer });
            if (!findings.includes('error rule.counts-add-up /request_counts')) {
                this.complain(`seed ${seed} adds up`, text);
            }
        }
        for (const code of codes) {
            for (let seed = 0; seed < seedsOfProblems; seed += 1) {
                const prefer = `code=${code}, dynamic=true, seed=${padded(seed)}`;
                await this.compare({ url, id: 'string', prefer, expect: code });
            }
        }
    }

    /* With the samples. */
    async repeated(url) {
        for (const [name, value] of this.samples) {
            const { text } = await this.compare({ url, id: idIn(value), prefer: `example=${name}` });
            if (text !== JSON.stringify(value)) {
                this.complain(`${name} is served otherwise`, text);
            }
        }
    }

    /* Compares an exchange. Resolves to its body and to what others find in it. */
    async compare(asked) {
        const [served, ours] = await Promise.all([request(asked), this.cancel(asked)]);
        const expected = this.judges.judge({
            operation,
            path: new Map([[parameter, asked.id]]),
            wanted: asked.expect ?? 200,
            ...served,
        });
        this.verdicts.push(expected.findings);
        this.count(served, expected.findings);

        const about = JSON.stringify(asked);
        if (JSON.stringify(ours.recorded) !== JSON.stringify(served)) {
            this.complain(`${about}: recorded otherwise than served`, JSON.stringify(ours.recorded), served.text);
        }
        this.compareFindings(about, expected.findings, ours.findings, served.text);
        const summary = [ours.exit, ...Object.values(ours.summary)].join(' ');
        if (summary !== summaryOf(expected)) {
            this.complain(about, `dg-validate sums up: ${summary}`, `the others: ${summaryOf(expected)}`, ours.stderr);
        }
        return { text: served.text, findings: expected.findings };
    }

    compareFindings(about, expected, found, text) {
        const differing = [
            ...without(expected, found).map((finding) => `the others alone: ${finding}`),
            ...without(found, expected).map((finding) => `dg-validate alone: ${finding}`),
        ];
        if (differing.length > 0) {
            this.complain(about, ...differing, text);
        }
    }

    /* With the recordings, of which no status is wanted. */
    async recorded() {
        const { stdout } = await run(this.validator, ['check', '-f', 'ndjson', this.recordings],
            { maxBuffer: 2 ** 30 });
        const lines = stdout.trimEnd().split('\n').map((line) => JSON.parse(line));
        const { documents, unmatched } = lines.pop().summary;
        const found = this.verdicts.map(() => []);
        lines.filter(isFinding).forEach((line) => found[Number(basename(line.input, '.har'))].push(inWords(line)));
        this.verdicts.forEach((findings, at) => this.compareFindings(`recording ${at}`,
            findings.filter((finding) => finding !== 'error http.status '), found[at], ''));
        if (documents + unmatched !== this.verdicts.length || unmatched !== 0) {
            this.complain(`${documents} recordings judged, ${unmatched} not, of ${this.verdicts.length}`);
        }
    }

    /* What dg-validate says of it, and what it received. */
    async cancel({ url, base = '', id, prefer, accept: accepted, expect }) {
        const recording = join(this.recordings, `${this.verdicts.length}.har`);
        const { exit, stdout, stderr } = await run(this.validator, [
            'cancel', '--base-url', url + base, '-f', 'ndjson', '--record', recording,
            ...(prefer === undefined ? [] : ['-H', `Prefer: ${prefer}`]),
            ...(accepted === undefined ? [] : ['-H', `Accept: ${accepted}`]),
            ...(expect === undefined ? [] : ['--expect', String(expect)]),
            '--', id,
        ], { env: { DATAGRID_API_KEY: token } });
        if (exit > 1) {
            throw new Error(`${this.validator} ${id} ended with ${exit}: ${stderr}`);
        }
        const lines = stdout.trimEnd().split('\n').map((line) => JSON.parse(line));
        const { errors, warnings, rules_skipped: skipped, rules_not_applicable: notApplicable } =
            lines.pop().summary;
        const [{ response }] = JSON.parse(readFileSync(recording, 'utf8')).log.entries;
        return {
            exit,
            stderr,
            summary: { errors, warnings, skipped, notApplicable },
            findings: lines.filter(isFinding).map(inWords),
            recorded: {
                status: response.status,
                mediaType: response.content.mimeType,
                text: Buffer.from(response.content.text, response.content.encoding ?? 'utf8').toString(),
            },
        };
    }

    count({ status }, findings) {
        const exit = findings.some((finding) => finding.startsWith('error')) ? 'violates' : 'conforms';
        for (const key of [status, exit, ...findings.map((finding) => finding.split(' ')[1])]) {
            this.seen.set(key, (this.seen.get(key) ?? 0) + 1);
        }
    }

    complain(...lines) {
        this.complaints.push(lines.join('\n  '));
    }

    /* The contract with the samples as examples of what cancelling answers, in a file. */
    withSamples() {
        const path = join(this.scratch, 'contract.json');
        const { document } = loadContract(this.contract);
        const [content] = Object.values(document.paths).flatMap((item) => Object.values(item))
            .filter((one) => one.operationId === operation)
            .map((one) => one.responses['200'].content['application/json']);
        for (const file of readdirSync(this.folder).filter((one) => one.endsWith('.json')).sort()) {
            const text = readFileSync(join(this.folder, file), 'utf8');
            if (survives(text)) {
                this.samples.set(file.replace(/\.json$/, ''), JSON.parse(text));
            }
        }
        content.examples = Object.fromEntries([...this.samples].map(([name, value]) => [name, { value }]));
        writeFileSync(path, JSON.stringify(document, (_, one) => (typeof one === 'bigint' ? Number(one) : one)));
        return path;
    }

    /* Tells what was compared; whether all was right, and enough of it. */
    finish() {
        const wanted = [200, ...codes, 422, 'conforms', 'violates', 'type', 'required', 'enum', 'const',
            'format', 'minimum', 'maxLength', 'maxProperties', 'propertyNames', 'unknown-property',
            'http.status', 'http.problem-status', 'rule.cancel-id', 'rule.cancel-status'];
        wanted.filter((one) => !this.seen.has(one)).forEach((one) => this.complain(`never seen: ${one}`));
        this.complaints.slice(0, shown).forEach((complaint) => console.log(complaint));
        console.log(`${this.verdicts.length} exchanges, ${this.samples.size} of them samples, ` +
            `${this.seen.get('conforms')} conform; ${this.complaints.length} wrong`);
        return this.complaints.length === 0 ? 0 : 1;
    }
}

/* Whether a text is an object that we read and of which Prism and the other tools lose nothing: JavaScript its
   numbers, its strings and names that come twice, CEL its times. */
function survives(text) {
    try {
        let kept = text.length < 10000 && !/\[{512}/.test(text) && canHold(text) && parse(text) instanceof Map;
        const value = JSON.parse(text, (_, one) => {
            kept &&= typeof one !== 'number' || Math.abs(one) <= Number.MAX_SAFE_INTEGER;
            return one;
        });
        return kept && !/\\ud[89a-f]/.test(JSON.stringify(value));
    } catch {
        return false;
    }
}

/* Seeds of one length: it takes 11 for 1. */
function padded(seed) {
    return String(seed).padStart(3, '0');
}

/* The id of a batch if one can ask for it. */
function idIn(value) {
    return typeof value?.id === 'string' && /^[^\0]+$/.test(value.id) && !/^\.\.?$/.test(value.id)
        ? value.id : 'none';
}

/* The answer to anybody else. */
async function request({ url, base = '', id, prefer, accept: accepted = accept }) {
    const response = await fetch(`${url}${base}/batch-predictions/${encodeURIComponent(id)}/cancel`, {
        method: 'POST',
        headers: {
            Accept: accepted,
            Authorization: `Bearer ${token}`,
            ...(prefer === undefined ? {} : { Prefer: prefer }),
        },
    });
    return {
        status: response.status,
        mediaType: response.headers.get('content-type'),
        text: await response.text(),
    };
}

function run(program, args, options) {
    return new Promise((resolve, reject) => {
        execFile(program, args, options, (error, stdout, stderr) => {
            if (error !== null && typeof error.code !== 'number') {
                reject(error);
            } else {
                resolve({ exit: error?.code ?? 0, stdout, stderr });
            }
        });
    });
}

/* Whether a line of the report is a finding: the others are about the contract and the inputs. */
function isFinding({ code }) {
    return code !== undefined;
}

function inWords({ severity, code, pointer }) {
    return `${severity} ${code} ${pointer}`;
}

/* Those of a list that are not in another, each as often as it is there. */
function without(list, other) {
    const left = [...other];
    return list.filter((one) => {
        const at = left.indexOf(one);
        if (at >= 0) {
            left.splice(at, 1);
        }
        return at < 0;
    });
}

/* The exit status and the counts that a verdict should come with. */
function summaryOf({ findings, skipped, notApplicable }) {
    const [errors, warnings] = ['error', 'warning']
        .map((severity) => findings.filter((finding) => finding.startsWith(severity)).length);
    return [errors > 0 ? 1 : 0, errors, warnings, skipped, notApplicable].join(' ');
}

async function withPrism(contract, use) {
    const prism = fileURLToPath(import.meta.resolve('@stoplight/prism-cli/dist/index.js'));
    const preload = new URL('until_stdin_ends.mjs', import.meta.url).href;
    const { url, stop } = await startServer(process.execPath,
        ['--import', preload, prism, 'mock', '--port', '0', contract], /listening on (http:\S+)$/);
    try {
        await use(url);
    } finally {
        await stop();
    }
}

async function main(args) {
    const comparison = new Comparison(args);
    try {
        await withPrism(comparison.contract, (url) => comparison.madeUp(url));
        await withPrism(comparison.withSamples(), (url) => comparison.repeated(url));
        await comparison.recorded();
    } finally {
        rmSync(comparison.scratch, { recursive: true });
    }
    return comparison.finish();
}

process.exitCode = await main(process.argv.slice(2));
