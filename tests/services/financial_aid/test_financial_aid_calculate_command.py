import json
import subprocess
import sys

import pytest

from samveita.services.financial_aid.calculate import main

SMALLEST = {"tax_year": 2026, "base_amount": 240_000}


def run_with(tmp_path, capsys, content):
    path = tmp_path / "input.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    code = main(["calculate", str(path)])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_the_output_has_exactly_the_published_keys(tmp_path, capsys):
    code, out, err = run_with(tmp_path, capsys, SMALLEST)

    assert (code, err) == (0, "")
    assert list(json.loads(out)) == [
        "december",
        "taxable",
        "tax_before_credit",
        "credit_used",
        "tax_due",
        "children_aid_paid",
        "payable",
        "outcome",
        "lines",
    ]


def test_each_line_has_label_arithmetic_rule_and_source(tmp_path, capsys):
    _, out, _ = run_with(tmp_path, capsys, SMALLEST)

    tax = json.loads(out)["lines"][2]

    assert tax == {
        "key": "tax",
        "label": {"is": "Skattur", "en": "Tax", "pl": "Podatek"},
        "amount": -75_576,
        "arithmetic": {
            "is": "31,49% af 240.000 kr.",
            "en": "31,49% of 240.000 kr.",
            "pl": "31,49% z 240.000 kr.",
        },
        "legal_basis": {
            "is": "Staðgreiðsla tekjuskatts og útsvars",
            "en": "Withholding of income tax and municipal tax (staðgreiðsla)",
            "pl": "Pobór podatku dochodowego i gminnego (staðgreiðsla)",
        },
        "sources": [
            {
                "title": "Skatturinn: helstu tölur 2026",
                "url": "https://www.skatturinn.is/einstaklingar/helstutolur/2026",
                "published": None,
            }
        ],
        "uses": ["tax.withholding.rate_1"],
        "rule": "financial_aid.R2",
        "warning": None,
    }


@pytest.mark.parametrize("written", ['"31.48"', "31.48", "3.148e1", '"31,48"', "31.480"])
def test_a_rate_is_read_digit_by_digit(tmp_path, capsys, written):
    content = f'{{"tax_year": 2026, "base_amount": 100000, "tax_rate_percent": {written}}}'

    code, out, _ = run_with(tmp_path, capsys, content)

    assert code == 0
    assert json.loads(out)["tax_due"] == 31_480


def test_a_given_rate_is_named_as_coming_with_the_input(tmp_path, capsys):
    _, out, _ = run_with(tmp_path, capsys, SMALLEST | {"tax_rate_percent": "30"})

    tax = json.loads(out)["lines"][2]

    assert [source["title"] for source in tax["sources"]] == ["Gildi sem fylgdi útreikningnum"]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"base_amount": 1000.5}, "base_amount: Input should be a valid integer"),
        ({"base_amount": 240000.0}, "base_amount: Input should be a valid integer"),
        ({"base_amount": "240000"}, "base_amount: Input should be a valid integer"),
        ({"base_amount": True}, "base_amount: Input should be a valid integer"),
        ({"base_amount": -1}, "base_amount: Input should be greater than or equal to 0"),
        ({"base_amount": 10**12}, "base_amount: Input should be less than or equal to 999999999"),
        ({"income": None}, "income: Input should be a valid integer"),
        ({"deductions": [5000, -1]}, "deductions.1.amount: Input should be greater than or equal to 0"),
        (
            {"deductions": [{"amount": 1, "why": "x"}]},
            "deductions.0.why: this key is not known; check the spelling",
        ),
        ({"deductions": [1.5]}, "deductions.0"),
        ({"applied_month": 0}, "applied_month: Input should be greater than or equal to 1"),
        ({"applied_month": 13}, "applied_month: Input should be less than or equal to 12"),
        (
            {"applicant_credit_percent": 101},
            "applicant_credit_percent: Input should be less than or equal to 100",
        ),
        ({"spouse_credit_percent": 50.5}, "spouse_credit_percent: Input should be a valid integer"),
        ({"tax_rate_percent": "-1"}, "tax_rate_percent: a percentage is between 0 and 100"),
        ({"tax_rate_percent": "abc"}, "tax_rate_percent: "),
        ({"tax_rate_percent": True}, "tax_rate_percent: give a percentage as a number or as text"),
        ({"december_percent": 101}, "december_percent: a percentage is between 0 and 100"),
        ({"salary": 1}, "salary: this key is not known; check the spelling"),
        (
            {"tax_year": 2020},
            "tax.withholding.rate_1 has no value on 2020-01-01; known: 2021-01-01 – 2026-12-31",
        ),
        ({"tax_year": 0}, "tax_year: Input should be greater than or equal to 1900"),
    ],
)
def test_bad_input_is_explained_on_standard_error_alone(tmp_path, capsys, change, message):
    code, out, err = run_with(tmp_path, capsys, SMALLEST | change)

    assert (code, out) == (2, "")
    assert err.startswith(message)


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "3",
        "{",
        '{"tax_year": 2026}',
        '{"tax_year": 2026, "base_amount": NaN}',
        '{"tax_year": 2026, "base_amount": 1, "base_amount": 2}',
        '{"tax_year": 2026, "base_amount": 1, "tax_rate_percent": 1e999999999}',
        '{"tax_year": 2026, "base_amount": 1, "deductions": [{"amount": 1, "description": "\\ud800"}]}',
        "[" * 100_000,
    ],
)
def test_what_is_not_a_request_is_refused(tmp_path, capsys, content):
    code, out, err = run_with(tmp_path, capsys, content)

    assert (code, out) == (2, "")
    assert err != ""


@pytest.mark.parametrize("argv", [[], ["calculate"], ["reckon", "x.json"], ["calculate", "/nowhere/x.json"]])
def test_a_wrong_call_is_refused(capsys, argv):
    assert main(argv) == 2
    assert capsys.readouterr().out == ""


def test_it_runs_in_a_bare_process_without_django(tmp_path):
    path = tmp_path / "input.json"
    path.write_text(json.dumps(SMALLEST), encoding="utf-8")
    program = (
        "import sys; from samveita.services.financial_aid.calculate import main;"
        "code = main(['calculate', sys.argv[1]]); sys.exit(99 if 'django' in sys.modules else code)"
    )

    done = subprocess.run([sys.executable, "-c", program, str(path)], capture_output=True, check=False)

    assert done.returncode == 0
    assert json.loads(done.stdout)["payable"] == 164_424
