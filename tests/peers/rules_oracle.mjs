// Judges documents by the rules of a contract, each with an independent engine of CEL and with the
// library that is generated of the contract, and compares:
//     node rules_oracle.mjs CONTRACT SAMPLES [JUDGE]
// JUDGE is tests/wire/rules_judge.c for the contract; without it, the engine alone is asked. Each rule must
// hold for some documents and fail for others: else it is no test.
import { spawnSync } from 'node:child_process';

import { casesOf } from './rules/cases.mjs';
import { loadContract } from './rules/contract.mjs';
import { ERROR, FAILS, HOLDS, OVERFLOWS, judge, prepare } from './rules/evaluate.mjs';

const shown = 10; // disagreements, and rules of each

function main([contractPath, samples, judgePath]) {
    const contract = loadContract(contractPath);
    prepare(contract.rules);

    const cases = [...casesOf(contract, samples)];
    const verdicts = cases.map(judge);
    const complaints = [
        ...errorsOf(cases, verdicts),
        ...untriedOf(contract.rules, verdicts),
        ...wrongExamples(cases, verdicts),
        ...(judgePath === undefined ? [] : disagreementsOf(cases, verdicts, judgePath)),
    ];
    complaints.slice(0, shown).forEach((complaint) => console.log(complaint));
    console.log(`${contract.rules.length} rules, ${cases.length} documents, ` +
        `${verdicts.reduce((sum, { outcomes }) => sum + outcomes.length, 0)} judgements, ` +
        `${complaints.length} wrong`);
    return complaints.length === 0 && cases.length > 0 ? 0 : 1;
}

/* Where the engine could not tell: a rule that isn't CEL, or isn't of the types that it seems to be. */
function errorsOf(cases, verdicts) {
    return verdicts.flatMap(({ outcomes }, at) => outcomes.filter(({ outcome }) => outcome === ERROR)
        .map(({ rule, why }) => `${rule.id}: ${why}\n${describe(cases[at], rule)}`));
}

/* Rules that never hold or never fail, and rules about overflow that never do. */
function untriedOf(rules, verdicts) {
    const seen = new Map(rules.map((rule) => [rule, new Set()]));
    for (const { outcomes } of verdicts) {
        outcomes.forEach(({ rule, outcome }) => seen.get(rule).add(outcome));
    }
    return [...seen].flatMap(([rule, outcomes]) => [
        ...(outcomes.has(HOLDS) ? [] : [`${rule.id} holds for no document`]),
        ...(outcomes.has(FAILS) || outcomes.has(OVERFLOWS) ? [] : [`${rule.id} fails for no document`]),
        ...(outcomes.has(OVERFLOWS) || !rule.id.startsWith('overflow') ? [] : [`${rule.id} never overflows`]),
    ]);
}

/* Examples that are judged otherwise than the contract says: one fails if one of its states does. */
function wrongExamples(cases, verdicts) {
    const found = new Map();
    cases.forEach(({ example }, at) => {
        if (example !== undefined) {
            const { rule, file, passes } = example;
            const name = `${rule.id}: ${file} should ${passes ? 'pass' : 'fail'}`;
            const holds = verdicts[at].outcomes.every((one) => one.rule !== rule || one.outcome === HOLDS);
            found.set(name, { passes, holds: holds && (found.get(name)?.holds ?? true) });
        }
    });
    return [...found].filter(([, { passes, holds }]) => passes !== holds).map(([name]) => name);
}

function disagreementsOf(cases, verdicts, judgePath) {
    const answers = ask(judgePath, cases);
    return cases.flatMap((one, at) => {
        const expected = partsOf(one, verdicts[at]);
        const found = answers[at];
        if (expected.join('\t') === found.join('\t')) {
            return [];
        }
        const differing = [
            ...expected.filter((part) => !found.includes(part)).map((part) => `  the engine alone: ${part}`),
            ...found.filter((part) => !expected.includes(part)).map((part) => `  ours alone: ${part}`),
        ].slice(0, shown);
        const rules = verdicts[at].outcomes.map(({ rule }) => rule)
            .filter((rule) => differing.some((line) => line.includes(` ${rule.id} `)));
        return [`${differing.join('\n')}\n${describe(one, ...new Set(rules))}`];
    });
}

/* The verdict as the judge writes it, sorted. Values that a program has are judged alone. */
function partsOf({ target }, { outcomes, notApplicable }) {
    const failed = outcomes.filter(({ outcome }) => outcome !== HOLDS);
    const alone = failed.filter(({ rule }) => !target.rules.includes(rule) && !rule.roots.has('oldSelf'));
    return [
        ...failed.map(({ rule, pointer, outcome }) => `${outcome} ${rule.id} ${escapeControls(pointer)}`),
        ...alone.map(({ rule, outcome }) => `as a value ${outcome} ${rule.id} `),
        `${notApplicable} not applicable, 0 skipped`,
    ].sort();
}

function escapeControls(pointer) {
    return pointer.replace(/[\0-\x1f]/g, (one) => `\\x${one.charCodeAt(0).toString(16).padStart(2, '0')}`);
}

/* The answers of the judge, one a case, each a list as partsOf makes it. */
function ask(judgePath, cases) {
    const input = cases.map(({ target, texts, http, path }) => [
        target.name,
        ...texts,
        http?.status ?? '',
        http?.mediaType ?? '',
        [...(path ?? [])].map(([name, value]) => `${name}=${value}`).join('\t'),
    ].join('\t')).join('\n');
    const { status, signal, stdout, stderr } = spawnSync(judgePath, { input, maxBuffer: 2 ** 30 });
    if (status !== 0) {
        throw new Error(`the judge ended with ${status ?? signal}: ${stderr}`);
    }
    const lines = stdout.toString().split('\n').slice(0, -1);
    if (lines.length !== cases.length) {
        throw new Error(`the judge gave ${lines.length} answers to ${cases.length} documents`);
    }
    return lines.map((line) => line.split('\t').sort());
}

function describe({ target, texts: [self, oldSelf], http, path }, ...rules) {
    return [
        ...rules.map(({ id, text }) => `  ${id}: ${text}`),
        `  ${target.name}: ${self}`,
        ...(oldSelf === '' ? [] : [`  oldSelf: ${oldSelf}`]),
        ...(http === undefined ? [] : [`  http: ${http.status} ${http.mediaType}`]),
        ...(path === undefined ? [] : [`  request.path: ${JSON.stringify([...path])}`]),
    ].join('\n');
}

process.exitCode = main(process.argv.slice(2));
