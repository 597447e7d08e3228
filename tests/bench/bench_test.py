#!/usr/bin/env python3
"""Tests of bench.py: the parser of the table, and the arithmetic of table and gate."""
import unittest

import bench


class Table(unittest.TestCase):
    def test_reads_rows(self):
        rows = bench.parse_rows("# words\n\na, b | driver | libc | {here}/x 'y z' | nothing\n")
        self.assertEqual(rows, [bench.Row("a, b", "driver", "libc", "{here}/x 'y z'", "nothing")])
        self.assertEqual(bench.words_of(rows[0], {"here": "/h"}), ["/h/x", "y z"])

    def test_refuses_rows_that_are_not_whole(self):
        for text, words in [("a | driver | b | c", "line 1: not name"),
                            ("\na | driver | b |  | d", "line 2: not name"),
                            ("a | drive | b | c | d", "unknown kind 'drive'"),
                            ("a | driver | b | c | d\n" * 2, "line 2: 'a' is there twice")]:
            with self.assertRaisesRegex(ValueError, words):
                bench.parse_rows(text)

    def test_the_table_has_ours_first(self):
        self.assertEqual(bench.table()[0].name, bench.FIRST)

    def test_prints_ratios_and_names_what_is_missing(self):
        rows = [bench.Row(bench.FIRST, "driver", "", "x", ""),
                bench.Row("peer", "driver", "", "x", "less"),
                bench.Row("other", "driver", "npm: other", "x", "")]
        lines = list(bench.lines_of(rows, [[2000, 9000, 1000], [4000], "not installed"], 3000))
        self.assertEqual(lines[2:], ["| ours, library | 1500 | 1.00 |  |",
                                     "| peer | 750 | 0.50 | less |",
                                     "| other | missing | | not installed (npm: other) |"])


class Runs(unittest.TestCase):
    row = bench.Row("a", "driver", "", "", "")

    def test_takes_turns(self):
        good = (self.row, ["echo", "words", "17"])
        times = bench.take_turns([good, (self.row, ["false"]), (self.row, ["echo", "x"])], 3)
        self.assertEqual(times[0], [17, 17, 17])
        self.assertEqual(times[1], "status 1")
        self.assertIsInstance(times[2], str)

    def test_sees_what_is_there(self):
        self.assertTrue(bench.is_there(["echo", "/"]))
        self.assertFalse(bench.is_there(["echo", "/no/such/file"]))
        self.assertFalse(bench.is_there(["/no/such/program"]))


class Gate(unittest.TestCase):
    def test_compares_the_fastest_turns(self):
        self.assertAlmostEqual(bench.change_of([100, 200, 400], [500, 110, 220]), 0.1)
        self.assertAlmostEqual(bench.change_of([1000, 100, 300], [90, 91, 92]), -0.1)

    def test_fails_below_the_tolerance(self):
        self.assertTrue(bench.fails(-0.051))
        self.assertFalse(bench.fails(-0.049))
        self.assertFalse(bench.fails(0.2))


if __name__ == "__main__":
    unittest.main()
