// What is judged: samples, and documents made at random, alone, as successive states and as exchanges.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { hasRules } from './contract.mjs';
import { Writer, literalsOf } from './documents.mjs';
import { parse, print } from './json.mjs';
import { Random } from './random.mjs';

const documentsPerTarget = 2000;
const changesPerSample = 8;
const pairsPerTarget = 2000;
const ids = ['a', 'b', 'ab', 'a b', '\u00e9\u{1F600}', 'bpred_1'];
const statuses = [200, 201, 199, 299, 300, 400, 404, 409, 500];

/* A case is {target, self, oldSelf, http, path, texts, example}; texts are those of self and oldSelf, and
   `example` is {rule, file, passes} where the contract says how the rule judges the file. */
export function* casesOf(contract, folder) {
    const random = new Random(1);
    const writer = new Writer(random, literalsOf(contract.rules));

    for (const target of contract.targets.filter((one) => hasRules(one))) {
        const samples = samplesOf(target, contract, folder);
        for (const sample of samples) {
            yield { target, ...sample };
        }
        for (const rule of target.media === undefined ? target.type.rules : target.rules) {
            yield* examplesOf(target, rule, folder);
        }
        for (const [self, oldSelf] of valuesOf(target, samples, writer)) {
            yield caseOf(target, self, oldSelf, writer);
        }
    }
}

function* valuesOf({ type, rules }, samples, writer) {
    for (const { self } of samples) {
        for (let i = 0; i < changesPerSample; i += 1) {
            writer.begin();
            const changed = changeSome(writer, type, self);
            yield [changed];
            yield [changed, self];
        }
    }
    for (let i = 0; i < documentsPerTarget; i += 1) {
        writer.begin();
        yield [writer.value({ ...type, nullable: false })];
    }
    if (![...rules, ...type.rules].some((rule) => rule.roots.has('oldSelf'))) {
        return;
    }
    for (let i = 0; i < pairsPerTarget; i += 1) {
        writer.begin();
        const old = writer.value({ ...type, nullable: false });
        yield [changeSome(writer, type, old), old];
    }
}

function changeSome(writer, type, value) {
    let changed = value;
    for (let left = writer.random.below(5); left > 0; left -= 1) {
        changed = writer.changeMember(type, changed, 0);
    }
    return changed;
}

function caseOf(target, self, oldSelf, writer) {
    const { random } = writer;
    const made = { target, self, oldSelf, texts: [self, oldSelf].map((value) =>
        (value === undefined ? '' : print(value, (text) => writer.quote(text)))) };
    if (target.media === undefined || random.chance(10)) {
        return made;
    }
    const exact = /^[0-9]+$/.test(target.status) && random.chance(70);
    const status = exact ? Number(target.status) : random.pick(statuses);
    const id = self.get('id');
    const known = typeof id === 'string' && /^[^\t\n\0]*$/.test(id) ? [...ids, id, id] : ids;
    if (random.chance(90)) {
        const types = [target.media, target.media, 'application/a+json', 'text/plain'];
        made.http = { status, mediaType: random.pick(types) };
    }
    if (random.chance(90)) {
        made.path = new Map(target.parameters.map((name) => [name, random.pick(known)]));
    }
    return made;
}

/* What the contract lists as keeping the rule, or breaking it. */
function* examplesOf(target, rule, folder) {
    for (const [list, passes] of [['pass', true], ['fail', false]]) {
        for (const file of rule.examples[list] ?? []) {
            for (const one of readExample(join(folder, file))) {
                const texts = [one.self, one.oldSelf].map((value) => (value === undefined ? '' : print(value)));
                yield { target, ...one, texts, example: { rule, file, passes } };
            }
        }
    }
}

/* Successive states, one a line; an exchange; or a document. */
function readExample(path) {
    const text = readFileSync(path, 'utf8');
    if (path.endsWith('.ndjson')) {
        const states = text.split('\n').filter((line) => line !== '').map((line) => parse(line));
        return states.map((self, at) => ({ self, oldSelf: states[at - 1] }));
    }
    if (!path.endsWith('.exchange.json')) {
        return [{ self: parse(text) }];
    }
    const exchange = parse(text);
    const http = exchange.get('http');
    return [{
        self: exchange.get('self'),
        oldSelf: exchange.get('oldSelf'),
        http: http && { status: Number(http.get('status').text), mediaType: http.get('media_type') },
        path: exchange.get('request')?.get('path'),
    }];
}

/* The documents beside the contract that are valid by the schema, for all that isn't a rule. */
function samplesOf(target, contract, folder) {
    const schema = contract.targets.find((one) => one.media === undefined && one.type === target.type);
    const place = join(folder, String(schema?.name));
    if (!existsSync(place)) {
        return [];
    }
    return readdirSync(place).filter((file) => file.endsWith('.json')).sort()
        .map((file) => readSample(join(place, file)))
        .filter((sample) => sample !== undefined);
}

function readSample(path) {
    const findings = path.replace(/\.json$/, '.findings');
    const faulty = !existsSync(findings) ||
        readFileSync(findings, 'utf8').split('\n').some((line) => / error (?!rule)/.test(line));
    if (faulty) {
        return undefined;
    }
    const text = readFileSync(path, 'utf8').replace(/[\t\n\r]/g, ' '); // in valid JSON all are between values
    const self = parse(text);
    return canHold(text) ? { self, texts: [text, ''] } : undefined;
}

/* Whether CEL can hold all that may be times in the text: with at most nine digits, upper case, no second
   60, and in its years. */
export function canHold(text) {
    return !/[0-9]t[0-9]|[0-9]z"|:60|\.[0-9]{10}|"0000-|"0001-01-01|"9999-12-31/.test(text);
}
