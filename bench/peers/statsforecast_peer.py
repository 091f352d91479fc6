"""Forecasts a JSON file of series with statsforecast, method by method, and says how long the quickest of some rounds took.

Started by the bench in an environment of its own: statsforecast_peer.py INPUT OUTPUT
INPUT  {"horizon": 28, "seasonLength": 7, "rounds": 3, "methods": ["croston", ...], "series": [[...], ...]}
OUTPUT {"version": "...", "results": {"croston": {"seconds": 1.2, "forecasts": [[...] or null, ...]}}}
"""

import json
import sys
import time
import warnings

import numpy as np
import statsforecast
from statsforecast.models import (
    ADIDA,
    IMAPA,
    TSB,
    AutoETS,
    CrostonClassic,
    CrostonOptimized,
    CrostonSBA,
    DynamicOptimizedTheta,
    OptimizedTheta,
    SimpleExponentialSmoothingOptimized,
    Theta,
)

MODELS = {
    "optimised-smoothing": lambda season: SimpleExponentialSmoothingOptimized(),
    "ets-ana": lambda season: AutoETS(season_length=season, model="ANA"),
    "ets-aaa": lambda season: AutoETS(season_length=season, model="AAA", damped=False),
    "ets-aada": lambda season: AutoETS(season_length=season, model="AAA", damped=True),
    "ets-auto": lambda season: AutoETS(season_length=season),
    "theta": lambda season: Theta(season_length=season),
    "optimised-theta": lambda season: OptimizedTheta(season_length=season),
    "dynamic-theta": lambda season: DynamicOptimizedTheta(season_length=season),
    "croston": lambda season: CrostonClassic(),
    "croston-optimised": lambda season: CrostonOptimized(),
    "croston-sba": lambda season: CrostonSBA(),
    "tsb": lambda season: TSB(alpha_d=0.2, alpha_p=0.2),
    "adida": lambda season: ADIDA(),
    "imapa": lambda season: IMAPA(),
}


def forecast(model, values, horizon):
    """Forecasts of one series, or None where the peer cannot."""
    try:
        mean = np.asarray(model.forecast(y=values, h=horizon)["mean"], dtype=float)
    except Exception:  # The peer refuses some series; the bench counts them.
        return None
    return mean.tolist() if np.isfinite(mean).all() else None


def main(source, target):
    warnings.filterwarnings("ignore")
    with open(source) as file:
        task = json.load(file)
    series = [np.asarray(values, dtype=np.float64) for values in task["series"]]
    results = {}
    for name in task["methods"]:
        model = MODELS[name](task["seasonLength"])
        for values in series[:100]:  # Warms up.
            forecast(model, values, task["horizon"])
        seconds = []
        for _ in range(task["rounds"]):
            start = time.perf_counter()
            forecasts = [forecast(model, values, task["horizon"]) for values in series]
            seconds.append(time.perf_counter() - start)
        results[name] = {"seconds": min(seconds), "forecasts": forecasts}
    with open(target, "w") as file:
        json.dump({"version": statsforecast.__version__, "results": results}, file)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
