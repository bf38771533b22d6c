# OrbitShare
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the fuzzer starts from: the shipped small instance and policies, and a few hand-made files."""

from pathlib import Path

SPACE_NETWORK_LIST = {
    "networks.csv":
        "Network Name,Longitude,ITU Administration,Previous Name,Planned or Non-Planned,Highest Maturity,"
        "Brought-into-Use Date,Late-Stage Filing Date,Early-Stage Filing Date,Suspensions,Link\n"
        "ANGOSAT-1,14.5,AGL ,n/a,Non-Planned,N,2017-12-26,2015-06-30,2010-03-01,\"[['T', '2018-01-02', 'n/a']]\",l\n"
        "EUT-1,7.0,F / EUT,EUT-A,Non-Planned,C,n/a,n/a,2011-01-01,n/a,l\n"
        "AGL00000,-36.1,AGL ,n/a,Planned,P/Plan/List,n/a,n/a,n/a,n/a,l\n",
    "snl_unplanned.csv": "14.5,AGL ,ANGOSAT-1,N,,view,//x?ntc_id=7&a=b\n7,F / EUT,EUT-1,C,,view,//x?ntc_id=8\n",
    "snl_planned.csv": "-36.1,AGL ,AGL00000,9 ,P/Plan/List,2973,view,//x,//y,/z?ntc_id=9&q\n",
    "snl_broughtintouse.csv":
        "Satellite Name,ADM,ORG,Long_nom,Date of bringing into use,Status,Expiry,Provision,\n"
        "ANGOSAT-1,AGL,,14.5,26.12.2017,C,,11.2,\n",
    "snl_suspended.csv":
        "Notice ID,Satellite&nbsp;Name,ADM,ORG,Long_nom,Status,Type,Received,Date of suspension,"
        "Date limit for the resumption,Date of resumption of operation,Provision,\n"
        "7,ANGOSAT-1,AGL,,14.5,S  ,T  ,03.02.2018,02.01.2018,02.01.2021,,11.49,\n",
    "snl_namechange.csv": "New Name,Old Name\r\nEUT-1,EUT-A\r\n",
    "ITUcountries.csv": "\ufeffITU Symbol,ITU Country\r\nAGL,Angola\r\nF / EUT,France\r\n",
    "administrations.csv":
        "symbol,name,iso3,m49,un_region,un_subregion,ldc,lldc,sids,itu_region,income_group,population,gdp_usd,"
        "latitude_deg,longitude_deg\nAGL,Angola,AGO,24,Africa,Middle Africa,1,0,0,1,LMC,37885849,84722957642,-12.75,17.86\n"
        "F,France,FRA,250,Europe,Western Europe,0,0,0,1,HIC,68000000,3000000000000,46.2,2.2\n",
    "ap30b_allotment_positions.csv": "allotment,administration,longitude_deg\nAGL00000,AGL,-36.1\n",
    "test_points.csv": "symbol,point,latitude_deg,longitude_deg\nAGL,1,-12.75,17.86\nF,1,46.2,2.2\n",
}

MODELS = {
    "knapsack.lp":
        "\\ a knapsack with a choice\nMaximize\n obj: 10 x + 13 y - 2.5 z + 7 w + 3\nSubject To\n"
        " weight: 3 x + 4 y + z + 2 w <= 9\n choice: x + y >= 1\n link: 0 <= z - w <= 2\n tie: x - 0.5 y = 0.5\n"
        "Bounds\n 0 <= x <= 3\n y <= 4\n -inf <= z <= 8\n w free\nGeneral\n x y\nBinary\n w\nEnd\n",
    "transport.lp":
        "Minimize\n cost: 2 a1 + 3 a2 + 4 b1 + b2\nSubject To\n s1: a1 + a2 <= 30\n s2: b1 + b2 <= 40\n"
        " d1: a1 + b1 >= 25\n d2: a2 + b2 >= 35\nEnd\n",
    "mixed.mps":
        "NAME          MIXED\nOBJSENSE\n    MAX\nROWS\n N  COST\n L  LIM1\n G  LIM2\n E  MYEQN\nCOLUMNS\n"
        "    MARKER    'MARKER'  'INTORG'\n    X         COST      1.0   LIM1      1.0\n    X         LIM2      1.0\n"
        "    MARKER    'MARKER'  'INTEND'\n    Y         COST      2.0   LIM1      1.0\n    Y         MYEQN     -1.0\n"
        "    Z         COST      -1.0  MYEQN     1.0\nRHS\n    RHS       LIM1      4.0   LIM2      1.0\n"
        "    RHS       MYEQN     7.0\nRANGES\n    RNG       LIM1      2.5\nBOUNDS\n UP BND       X         4.0\n"
        " LO BND       Y         -1.0\n UP BND       Y         1.0\nENDATA\n",
}

STUDIES = {
    "full.yaml":
        "orbitshare: study/1\nname: full\ntitle: A study\nquestion: Why?\nscenarios:\n  small: small/scenario.yaml\n"
        "registers:\n  own: small\n  made: { generate: { networks: 30, concentration: 0.6, bands: \"Ku: 1\" } }\ngrids:\n"
        "  - name: causes\n    question: Who is early?\n    registers: [own]\n    policies: [first-come, most-served]\n    factors:\n"
        "      - { parameter: register.dates, values: [as-filed, shuffled] }\n"
        "      - { parameter: scenario.flexibility_degrees, from: 0, to: 2, step: 1 }\n    seeds: { from: 1, count: 2 }\n"
        "  - name: moved\n    policies: [first-come, cap]\n    design: one-at-a-time\n    factors:\n"
        "      - { parameter: policy.cap.constraints.cap.networks, values: [1, 2] }\n    seeds: [3]\n"
        "limits: { nodes: 200 }\nkeep: { allocations: true, certificates: full }\nmeasures:\n"
        "  - { populations: [member_states], groups: [all] }\nanalysis:\n  reference: first-come\n  primary:\n"
        "    - { measure: gini, population: member_states, entitlement: equal }\n  confidence: 0.9\n  resamples: 100\n  seed: 4\n",
    "drawn.yaml":
        "orbitshare: study/1\nname: drawn\nscenarios: { small: small/scenario.yaml }\ngrids:\n  - name: lots\n"
        "    policies: [first-come, lottery-by-request]\n    factors:\n"
        "      - { parameter: scenario.required_separation_degrees, from: 1.0, to: 3.0 }\n"
        "      - { parameter: register.sample, values: [all, 5] }\n"
        "    design: { kind: sobol, points: 8, skip: 0 }\n    seeds: { list: [1, 5], varies: [bands, ties] }\n",
}

METRICS = {
    "column.csv": "value,entitlement,group\n5,1,a\n0,2,a\n3.25,0.5,b\n7,1,b\n1,1,c\n",
    "plain.csv": "value\n3\n1\n2\n",
}


def files(directory):
    """The files below a directory by relative path."""
    directory = Path(directory)
    return {str(path.relative_to(directory)): path.read_bytes() for path in sorted(directory.rglob("*")) if path.is_file()}


def texts(table):
    return {name: text.encode() for name, text in table.items()}


class Corpus:
    """Everything that is mutated, read once."""

    def __init__(self, root, result):
        root = Path(root)
        self.small = files(root / "Instances/small")
        self.policies = files(root / "Instances/policies")
        self.models = texts(MODELS)
        self.metrics = texts(METRICS)
        self.studies = texts(STUDIES)
        self.space_network_list = texts(SPACE_NETWORK_LIST)
        self.result = files(result)
        lines = self.result["allocation.csv"].decode().splitlines()[1:]
        self.requests = sorted({line.split(",")[1] for line in lines})
        self.result_policies = sorted({line.split(",")[0] for line in lines})
