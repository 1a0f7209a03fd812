"""Estimators stand on scikit-learn where it is installed, and on their own where it is not."""

import pickle
import subprocess
import sys

import newsloom as nl
import numpy as np
import pytest
from sklearn.base import clone
from sklearn.utils.estimator_checks import parametrize_with_checks

TEXTS = ["the ferry sank at noon", "the ferry sails on", "wheat is dear this year", "the price of wheat", "a ferry"]
WEIGHTINGS = [nl.TfidfTransformer(), nl.BM25Transformer(), nl.SmartTransformer(), nl.ClassTfidfTransformer()]
OF_ROWS = [
    *WEIGHTINGS,
    nl.KMeans(2, random_state=0),
    nl.MiniBatchKMeans(2, random_state=0),
    nl.BisectingKMeans(2, random_state=0),
    nl.SphericalKMeans(2),
    nl.LSA(2, random_state=0),
    nl.GaussianMixture(2, random_state=0, reg_covar=0.1),
    nl.DBSCAN(eps=1.0, min_samples=2),
    nl.OPTICS(min_samples=2),
    nl.StoryClusterer(),
]
OF_TEXTS = [nl.CountVectorizer(min_df=2), nl.TfidfVectorizer(sublinear_tf=True), nl.HashingVectorizer(n_features=64)]


def test_importing_newsloom_loads_no_heavy_package():
    code = "import sys, newsloom; print([m for m in ('sklearn', 'scipy', 'pandas', 'polars') if m in sys.modules])"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"


def test_parts_without_scikit_learn_behave_alike():
    code = """
import sys
sys.modules["sklearn"] = None
import numpy as np, scipy.sparse as sp
from newsloom._estimator import (BaseEstimator, NotFittedError, check_integer, check_is_fitted, check_random_state,
                                 check_sample_weight, validate_data)

class Thing(BaseEstimator):
    def __init__(self, size=3, *, kind="a"):
        self.size, self.kind = size, kind

t = Thing(kind="b")
assert t.get_params() == {"size": 3, "kind": "b"} and repr(t) == "Thing(kind='b')"
assert t.set_params(size=5).size == 5

def refused(kind, words, call):
    try:
        call()
    except kind as e:
        assert words in str(e), e
    else:
        raise AssertionError(words)

refused(ValueError, "Invalid parameter 'sise'", lambda: t.set_params(sise=1))
refused(NotFittedError, "not fitted yet", lambda: check_is_fitted(t))
refused(ValueError, "Input X contains NaN", lambda: validate_data(t, [[np.nan]]))
refused(ValueError, "Expected 2D array", lambda: validate_data(t, [1.0]))
x = validate_data(t, sp.coo_matrix([[1, 0], [0, 2]]), accept_sparse="csr", dtype=[np.float64, np.float32])
assert x.format == "csr" and x.dtype == np.float64 and t.n_features_in_ == 2
refused(ValueError, "X has 3 features, but Thing is expecting 2", lambda: validate_data(t, [[1, 2, 3]], reset=False))
refused(TypeError, "dense data is required", lambda: validate_data(t, x))
t.size = 0
rule = "The 'size' parameter of Thing must be an int in the range [1, inf). Got 0 instead."
refused(ValueError, rule, lambda: check_integer(t, "size", 1))
assert check_random_state(3).randint(100) == np.random.RandomState(3).randint(100)
assert check_sample_weight(None, x, dtype=np.float32).tolist() == [1, 1]
refused(ValueError, "expected (2,)", lambda: check_sample_weight([1], x))
print("ok")
"""
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert out.stdout.strip() == "ok", out.stderr


def test_weights_are_routed_through_a_pipeline():
    import sklearn
    from sklearn.pipeline import make_pipeline

    rng = np.random.default_rng(0)
    rows, weights = rng.random((30, 4)), np.r_[np.ones(15), np.zeros(15)]
    with sklearn.config_context(enable_metadata_routing=True):
        kmeans = nl.KMeans(n_clusters=3, random_state=0).set_fit_request(sample_weight=True)
        routed = make_pipeline(kmeans).fit(rows, sample_weight=weights)
    alone = nl.KMeans(n_clusters=3, random_state=0).fit(rows, sample_weight=weights)
    np.testing.assert_array_equal(routed[-1].cluster_centers_, alone.cluster_centers_)
    unweighted = nl.KMeans(n_clusters=3, random_state=0).fit(rows)
    assert not np.array_equal(routed[-1].cluster_centers_, unweighted.cluster_centers_)


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_frames_come_out_where_they_are_asked_for(library):
    rows = nl.TfidfVectorizer().fit_transform(["the ferry sank", "the ferry sails", "wheat is dear"])
    out = nl.LSA(n_components=2, random_state=0).set_output(transform=library).fit_transform(rows)
    assert type(out).__module__.startswith(library)
    assert list(out.columns) == ["lsa0", "lsa1"]


@pytest.mark.filterwarnings("ignore")
@parametrize_with_checks(WEIGHTINGS)
def test_scikit_learns_own_checks_of_weightings(estimator, check):
    check(estimator)


def test_no_estimator_is_forgotten():
    classes = {name for name in nl.__all__ if hasattr(getattr(nl, name), "get_params")}
    assert {type(e).__name__ for e in [*OF_ROWS, *OF_TEXTS]} == classes


def outcome(fitted, X):
    """What a fitted estimator makes of the rows it knows."""
    for name in ("transform", "predict"):
        if hasattr(fitted, name):
            made = getattr(fitted, name)(X)
            return made.toarray() if hasattr(made, "toarray") else made
    return fitted.labels_


@pytest.mark.parametrize("estimator", [*OF_ROWS, *OF_TEXTS], ids=lambda e: type(e).__name__)
def test_parameters_copies_and_files(estimator):
    X = TEXTS if estimator in OF_TEXTS else nl.CountVectorizer().fit_transform(TEXTS).toarray().astype(float)
    y = ["sea", "sea", "land", "land", "sea"] if isinstance(estimator, nl.ClassTfidfTransformer) else None
    params = estimator.get_params()
    assert clone(estimator).get_params() == params
    assert type(estimator)().set_params(**params).get_params() == params
    with pytest.raises(ValueError, match="Invalid parameter 'n_cluster'"):
        clone(estimator).set_params(n_cluster=3)
    fitted = clone(estimator).fit(X, y)
    again = pickle.loads(pickle.dumps(fitted))
    np.testing.assert_array_equal(outcome(again, X), outcome(fitted, X))
    assert type(estimator).__name__ in fitted._repr_html_()
    assert repr(fitted).startswith(type(estimator).__name__ + "(")
    if hasattr(fitted, "get_feature_names_out"):
        assert len(fitted.get_feature_names_out()) == fitted.transform(X).shape[1]


@pytest.mark.parametrize("library", ["pandas", "polars"])
@pytest.mark.parametrize("estimator", OF_ROWS, ids=lambda e: type(e).__name__)
def test_set_output_names_the_columns(estimator, library):
    if not hasattr(estimator, "transform") or estimator in WEIGHTINGS:
        # Weights stay sparse, as scikit-learn has it for text.
        return
    rows = nl.CountVectorizer().fit_transform(TEXTS)
    out = clone(estimator).set_output(transform=library).fit(rows).transform(rows)
    assert type(out).__module__.startswith(library)
    assert list(out.columns) == list(clone(estimator).fit(rows).get_feature_names_out())
