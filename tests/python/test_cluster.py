"""Grouping estimators against scikit-learn, and by their own laws."""

import warnings

import newsloom as nl
import numpy as np
import pytest
import scipy.sparse as sp
import sklearn.cluster as skc
from newsloom import LSA, BisectingKMeans, KMeans, MiniBatchKMeans, SphericalKMeans
from newsloom._cluster_kmeans_base import KMeansBase
from sklearn.base import clone
from sklearn.datasets import make_blobs
from sklearn.exceptions import ConvergenceWarning
from sklearn.metrics import adjusted_rand_score
from sklearn.utils.estimator_checks import parametrize_with_checks


@pytest.fixture(scope="module")
def texts_like():
    """Sparse rows with the look of TF-IDF: a few topics, terms of uneven frequency, norm one."""
    rng = np.random.RandomState(3)
    topics = rng.dirichlet(np.full(400, 0.05), size=6)
    counts = np.stack([rng.multinomial(60, topics[i % 6] * 0.6 + 0.4 / 400) for i in range(500)])
    X = counts * np.log(1 + 500 / (1 + (counts > 0).sum(axis=0)))
    return sp.csr_matrix(X / np.linalg.norm(X, axis=1, keepdims=True))


ESTIMATORS = [
    KMeans(n_clusters=3, random_state=0),
    MiniBatchKMeans(n_clusters=3, random_state=0, batch_size=32),
    BisectingKMeans(n_clusters=3, random_state=0),
    SphericalKMeans(n_clusters=3),
    LSA(n_components=1),
    nl.GaussianMixture(random_state=0, reg_covar=1e-3),
    nl.DBSCAN(),
    nl.OPTICS(eps=0.5),
    nl.StoryClusterer(),
]


def _known_to_fail(estimator):
    """Name the checks that scikit-learn's own k-means is excused from.

    The same seed has to draw the rows that scikit-learn draws, and those depend on the number of rows and their order:
    a row of weight 2 is not drawn as two rows are. SphericalKMeans, whose draws are its own, meets all checks.
    """
    if not isinstance(estimator, KMeansBase) or isinstance(estimator, SphericalKMeans):
        return {}
    reason = "sample_weight is not equivalent to removing/repeating samples."
    return {f"check_sample_weight_equivalence_on_{kind}_data": reason for kind in ("dense", "sparse")}


@pytest.mark.parametrize("estimator", ESTIMATORS[:3], ids=repr)
def test_no_check_is_excused_that_scikit_learn_meets(estimator):
    marks = pytest.importorskip("sklearn.utils._test_common.instance_generator").PER_ESTIMATOR_XFAIL_CHECKS
    assert _known_to_fail(estimator) == marks[getattr(skc, type(estimator).__name__)]


@pytest.mark.filterwarnings("ignore")
@parametrize_with_checks(ESTIMATORS, expected_failed_checks=_known_to_fail)
def test_scikit_learns_own_checks(estimator, check):
    check(estimator)


@pytest.mark.parametrize("sparse", [False, True])
@pytest.mark.parametrize("weighted", [False, True])
@pytest.mark.parametrize("seed", range(3))
def test_kmeans_is_scikit_learns_from_the_same_seed(texts_like, sparse, weighted, seed):
    far = make_blobs(400, n_features=7, centers=9, cluster_std=3.0, random_state=seed)[0] + 100
    X = texts_like if sparse else far
    weight = np.random.RandomState(seed).uniform(0.1, 3, X.shape[0]) if weighted else None
    ours = KMeans(8, random_state=seed, n_init=3).fit(X, sample_weight=weight)
    theirs = skc.KMeans(8, random_state=seed, n_init=3).fit(X, sample_weight=weight)
    np.testing.assert_array_equal(ours.labels_, theirs.labels_)
    np.testing.assert_allclose(ours.cluster_centers_, theirs.cluster_centers_, atol=1e-9)
    assert ours.inertia_ == pytest.approx(theirs.inertia_, rel=1e-9)
    assert ours.n_iter_ == theirs.n_iter_
    np.testing.assert_array_equal(ours.predict(X), theirs.predict(X))
    np.testing.assert_allclose(ours.transform(X), theirs.transform(X), atol=1e-6)
    assert ours.score(X) == pytest.approx(theirs.score(X), rel=1e-9)


@pytest.mark.parametrize("init", ["random", lambda X, k, random_state: X[random_state.permutation(X.shape[0])[:k]]])
def test_other_starts_are_scikit_learns(init):
    X = make_blobs(200, centers=5, random_state=0)[0]
    ours = KMeans(5, init=init, random_state=1).fit(X)
    theirs = skc.KMeans(5, init=init, random_state=1).fit(X)
    np.testing.assert_array_equal(ours.labels_, theirs.labels_)


def test_empty_clusters_are_filled_as_in_scikit_learn():
    X = np.array([[0.0], [1], [2], [10], [50]])
    init = np.array([[0.0], [1000], [1.5]])
    ours, theirs = KMeans(3, init=init).fit(X), skc.KMeans(3, init=init, n_init=1).fit(X)
    np.testing.assert_array_equal(ours.labels_, theirs.labels_)
    np.testing.assert_allclose(ours.cluster_centers_, theirs.cluster_centers_)


@pytest.mark.parametrize("kind", [KMeans, MiniBatchKMeans, BisectingKMeans, SphericalKMeans])
@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"n_clusters": 0}, "n_clusters"),
        ({"n_clusters": 2.5}, "n_clusters"),
        ({"n_clusters": 99}, "n_samples=4 should be >= n_clusters=99"),
        ({"tol": -1}, "tol"),
        ({"max_iter": 0}, "max_iter"),
        ({"n_init": 0}, "n_init"),
        ({"init": "sideways"}, "init"),
    ],
)
def test_wrong_parameters_are_named(kind, params, words):
    with pytest.raises(ValueError, match=words):
        kind(**{"n_clusters": 2, **params}).fit([[0.0, 1], [1, 0], [2, 1], [3, 5]])


@pytest.mark.parametrize("kind", [KMeans, MiniBatchKMeans, SphericalKMeans])
def test_wrong_centers_are_named(kind):
    X = [[0.0, 1], [1, 0], [2, 1]]
    with pytest.raises(ValueError, match="does not match the number of clusters"):
        kind(2, init=np.ones((3, 2))).fit(X)
    with pytest.raises(ValueError, match="does not match the number of features"):
        kind(2, init=np.ones((2, 3))).fit(X)
    with pytest.warns(RuntimeWarning, match="performing only one init"):
        kind(2, init=np.eye(2), n_init=5).fit(X)


def test_identical_rows_warn():
    with pytest.warns(ConvergenceWarning, match=r"distinct clusters \(1\) found smaller"):
        KMeans(2).fit(np.ones((5, 2)))
    with pytest.warns(ConvergenceWarning, match=r"distinct clusters \(1\) found smaller"):
        SphericalKMeans(2).fit(np.ones((5, 2)))
    with pytest.warns(ConvergenceWarning, match=r"distinct clusters \(2\) found smaller than n_clusters \(4\)") as told:
        BisectingKMeans(4).fit(np.repeat(np.eye(2), 3, axis=0))
    assert len(told) == 1
    for warning in told:
        assert warning.filename == __file__


def test_float32_stays():
    X = make_blobs(50, random_state=0)[0].astype(np.float32)
    assert KMeans(2, random_state=0).fit(X).cluster_centers_.dtype == np.float32
    assert LSA(1).fit_transform(X).dtype == np.float32


def test_linfa_as_engine():
    X, y = make_blobs(150, centers=3, cluster_std=0.5, random_state=0)
    model = KMeans(3, engine="linfa", random_state=0).fit(X)
    assert adjusted_rand_score(y, model.labels_) == 1.0
    assert model.inertia_ == pytest.approx(skc.KMeans(3, random_state=0).fit(X).inertia_, rel=1e-3)
    with pytest.raises(ValueError, match="engine must be newsloom for sparse rows, got linfa"):
        KMeans(3, engine="linfa").fit(sp.csr_matrix(X))
    with pytest.raises(ValueError, match="sample_weight must be None for engine linfa, got weights"):
        KMeans(3, engine="linfa").fit(X, sample_weight=np.ones(150))
    with pytest.raises(ValueError, match="init must be 'k-means\\+\\+' or an array for engine linfa, got 'random'"):
        KMeans(3, engine="linfa", init="random").fit(X)


@pytest.mark.parametrize("sparse", [False, True])
@pytest.mark.parametrize("params", [{}, {"tol": 1e-3}, {"compute_labels": False}, {"init": "random"}])
def test_mini_batches_are_scikit_learns_from_the_same_seed(texts_like, sparse, params):
    X = texts_like if sparse else make_blobs(600, centers=6, random_state=0)[0]
    shared = {"n_clusters": 6, "random_state": 5, "batch_size": 50, "max_iter": 20, **params}
    ours, theirs = MiniBatchKMeans(**shared).fit(X), skc.MiniBatchKMeans(**shared).fit(X)
    np.testing.assert_allclose(ours.cluster_centers_, theirs.cluster_centers_, atol=1e-9)
    assert (ours.n_steps_, ours.n_iter_) == (theirs.n_steps_, theirs.n_iter_)
    assert ours.inertia_ == pytest.approx(theirs.inertia_, rel=1e-9)


def test_learning_batch_by_batch_is_scikit_learns():
    X = make_blobs(300, centers=4, random_state=2)[0]
    ours, theirs = MiniBatchKMeans(4, random_state=0), skc.MiniBatchKMeans(4, random_state=0)
    for part in np.array_split(X, 6):
        ours.partial_fit(part)
        theirs.partial_fit(part)
    np.testing.assert_allclose(ours.cluster_centers_, theirs.cluster_centers_)


@pytest.mark.parametrize("strategy", ["biggest_inertia", "largest_cluster"])
def test_bisecting_finds_blobs_and_predicts_its_own_labels(strategy):
    X, y = make_blobs(200, centers=[[0, 0], [0, 9], [9, 0], [9, 9]], random_state=0)
    model = BisectingKMeans(4, random_state=0, n_init=3, bisecting_strategy=strategy).fit(X)
    assert adjusted_rand_score(y, model.labels_) == 1.0
    np.testing.assert_array_equal(model.predict(X), model.labels_)
    assert model.inertia_ == pytest.approx(skc.KMeans(4, random_state=0).fit(X).inertia_)


def test_spherical_permutes_with_its_rows(texts_like):
    order = np.random.RandomState(0).permutation(texts_like.shape[0])
    a = SphericalKMeans(6, n_init=2).fit(texts_like)
    b = SphericalKMeans(6, n_init=2, n_jobs=1).fit(texts_like[order])
    np.testing.assert_array_equal(a.labels_[order], b.labels_)
    np.testing.assert_array_equal(a.cluster_centers_, b.cluster_centers_)
    assert a.inertia_ == b.inertia_
    np.testing.assert_allclose(np.linalg.norm(a.cluster_centers_, axis=1), 1)
    np.testing.assert_array_equal(a.predict(texts_like), a.labels_)
    assert (np.diff(np.bincount(a.labels_)) <= 0).all()
    assert adjusted_rand_score(np.arange(500) % 6, a.labels_) > 0.95


@pytest.mark.parametrize("kind", [KMeans, SphericalKMeans, LSA])
def test_threads_leave_no_trace(texts_like, kind):
    fitted = (
        [kind(6, n_jobs=n).fit(texts_like) for n in (1, 2, 4)]
        if kind is not KMeans
        else [KMeans(6, random_state=0, n_jobs=n).fit(texts_like) for n in (1, 2, 4)]
    )
    for name in ("cluster_centers_", "labels_", "components_", "singular_values_"):
        if hasattr(fitted[0], name):
            assert len({getattr(f, name).tobytes() for f in fitted}) == 1, name


def test_a_permutation_of_rows_permutes_the_components_rows_only(texts_like):
    order = np.random.RandomState(1).permutation(texts_like.shape[0])
    a, b = LSA(5).fit(texts_like), LSA(5).fit(texts_like[order])
    np.testing.assert_array_equal(a.components_, b.components_)
    np.testing.assert_array_equal(a.transform(texts_like)[order], b.transform(texts_like[order]))


@pytest.mark.parametrize("kind", [KMeans, SphericalKMeans])
@pytest.mark.parametrize("sparse", [False, True])
def test_parts_add_up_to_the_whole_in_any_order(texts_like, kind, sparse):
    X = texts_like if sparse else texts_like.toarray()
    init = X[:6].toarray() if sparse else X[:6]
    whole = kind(6, init=init, n_init=1).partial_fit(X)
    parts = [kind(6, init=init, n_init=1).partial_fit(X[a:b]) for a, b in ((300, 500), (0, 3), (3, 300))]
    merged = parts[0].merge(parts[1]).merge(parts[2])
    np.testing.assert_array_equal(whole.cluster_centers_, merged.cluster_centers_)
    assert whole.inertia_ == merged.inertia_
    np.testing.assert_array_equal(
        whole.cluster_centers_, kind(6, init=init, n_init=1).partial_fit(X[::-1]).cluster_centers_
    )
    one_step = kind(6, init=init, n_init=1, max_iter=1).fit(X)
    np.testing.assert_allclose(whole.cluster_centers_, one_step.cluster_centers_, atol=1e-12)


def test_partial_fit_goes_on_from_a_fit(texts_like):
    model = SphericalKMeans(6, n_init=2, tol=0).fit(texts_like[:400])
    fitted = model.cluster_centers_
    model.partial_fit(texts_like[:400])
    np.testing.assert_allclose(model.cluster_centers_, fitted, atol=1e-9)
    model.partial_fit(texts_like[400:])
    assert model.labels_.shape == (100,)
    assert np.abs(model.cluster_centers_ - fitted).max() > 1e-6
    with pytest.raises(ValueError, match="centroids differs"):
        model.merge(SphericalKMeans(6, init=texts_like[:6].toarray(), n_init=1).partial_fit(texts_like))
    with pytest.raises(ValueError, match="counted rows by partial_fit"):
        model.merge(SphericalKMeans(6).fit(texts_like))
    assert not hasattr(model.fit(texts_like), "_sums")


SAVED = [*ESTIMATORS, KMeans(3, init=np.eye(3, 4), n_init=1)]


@pytest.mark.parametrize("estimator", SAVED, ids=lambda e: type(e).__name__)
def test_a_saved_estimator_comes_back(estimator, tmp_path):
    X = np.abs(make_blobs(60, n_features=4, centers=3, random_state=0)[0])
    model, path = clone(estimator).fit(X), tmp_path / "model"
    if hasattr(model, "partial_fit"):
        model.partial_fit(X[:30])
    model.save(path)
    back = type(model).load(path)
    assert {k: str(v) for k, v in back.get_params().items()} == {k: str(v) for k, v in model.get_params().items()}
    for name, value in vars(model).items():
        if name.endswith("_") and isinstance(value, np.ndarray):
            np.testing.assert_array_equal(getattr(back, name), value)
    for method in ("predict", "transform"):
        if hasattr(model, method):
            np.testing.assert_array_equal(getattr(back, method)(X), getattr(model, method)(X))
    if hasattr(model, "partial_fit"):
        np.testing.assert_allclose(
            back.partial_fit(X[30:]).cluster_centers_, model.partial_fit(X[30:]).cluster_centers_, atol=1e-12
        )


def test_a_stranger_is_no_saved_estimator(tmp_path):
    X, path = make_blobs(60, random_state=0)[0], tmp_path / "model"
    KMeans(3, random_state=0).fit(X).save(path)
    with pytest.raises(ValueError, match="the file holds a KMeans, this is SphericalKMeans"):
        SphericalKMeans.load(path)
    whole = path.read_bytes()
    for bad, words in ((whole[:-9], "truncated"), (b"PK" + whole, "no newsloom state"), (whole[:-1] + b"x", "altered")):
        path.write_bytes(bad)
        with pytest.raises(ValueError, match=words):
            KMeans.load(path)
    with pytest.raises(ValueError, match="holds no code: random_state"):
        KMeans(3, random_state=np.random.RandomState(0)).fit(X).save(path)
    with pytest.raises(ValueError, match="not fitted"):
        KMeans(3).save(path)


@pytest.mark.parametrize("kind", [KMeans, MiniBatchKMeans, BisectingKMeans, SphericalKMeans, LSA])
@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_what_is_no_number_is_refused(kind, bad):
    X = np.ones((6, 3))
    X[4, 1] = bad
    for rows in (X, sp.csr_matrix(X)):
        with pytest.raises(ValueError, match=r"NaN|infinity"):
            kind(2).fit(rows)


@pytest.mark.parametrize(
    "estimator",
    [
        KMeans(2),
        KMeans(2, engine="linfa"),
        MiniBatchKMeans(2),
        BisectingKMeans(2),
        SphericalKMeans(2),
        LSA(1),
        nl.GaussianMixture(2),
        nl.DBSCAN(),
        nl.OPTICS(),
    ],
    ids=repr,
)
@pytest.mark.filterwarnings("ignore:overflow encountered:RuntimeWarning")
def test_rows_whose_squares_overflow_are_refused(estimator):
    X = np.random.RandomState(0).rand(12, 4) * 1e200
    with pytest.raises(ValueError, match="x must be of rows whose squares can be summed, got an overflow"):
        estimator.fit(X)


def test_rows_of_zeros_have_a_group_of_their_own():
    with pytest.warns(UserWarning, match="1 of 3 rows have no value but zero"):
        model = SphericalKMeans(2).fit([[1.0, 0], [0, 0], [0, 2]])
    np.testing.assert_array_equal(model.labels_ < 0, [False, True, False])
    assert model.zero_rows_.tolist() == [1]
    assert model.predict([[0, 0], [0, 5]]).tolist() == [-1, model.labels_[2]]


def test_a_collapse_warns():
    X = np.vstack([np.tile([1.0, 0, 0, 0], (60, 1)), np.eye(4)[1:]])
    with pytest.warns(ConvergenceWarning, match="Nearly all rows are in one cluster"):
        assert SphericalKMeans(4).fit(X).collapsed_
    with pytest.warns(ConvergenceWarning, match="Nearly all rows are in one cluster from the given centroids"):
        assert SphericalKMeans(4, init=np.eye(4)).fit(X).collapsed_


def test_lsa_is_a_truncated_svd(texts_like):
    ours = LSA(20, normalize=False).fit(texts_like)
    _, s, vt = np.linalg.svd(texts_like.toarray(), full_matrices=False)
    np.testing.assert_allclose(ours.singular_values_[:5], s[:5], rtol=1e-9)
    # Close singular values, here those of noise, are told apart by more power iterations only.
    np.testing.assert_allclose(ours.singular_values_, s[:20], rtol=3e-2)
    np.testing.assert_allclose(LSA(20, n_iter=60).fit(texts_like).singular_values_, s[:20], rtol=1e-4)
    np.testing.assert_allclose(np.abs(ours.components_[:5]), np.abs(vt[:5]), atol=1e-6)
    reduced = ours.transform(texts_like)
    np.testing.assert_allclose(ours.explained_variance_, reduced.var(axis=0), rtol=1e-9)
    total = texts_like.toarray().var(axis=0).sum()
    np.testing.assert_allclose(ours.explained_variance_ratio_, reduced.var(axis=0) / total, rtol=1e-9)
    np.testing.assert_allclose(np.linalg.norm(LSA(20).fit_transform(texts_like), axis=1), 1)


def test_estimators_work_in_pipelines_and_searches(texts_like):
    from sklearn.model_selection import GridSearchCV
    from sklearn.pipeline import make_pipeline

    pipe = make_pipeline(LSA(5), KMeans(3, random_state=0))
    assert clone(pipe).fit(texts_like).predict(texts_like).shape == (500,)
    search = GridSearchCV(KMeans(random_state=0), {"n_clusters": [2, 6]}, cv=2).fit(texts_like)
    assert search.best_params_ == {"n_clusters": 6}
    assert KMeans(2, random_state=0).fit(texts_like).get_feature_names_out().tolist() == ["kmeans0", "kmeans1"]


def test_without_scikit_learn_estimators_still_work():
    import subprocess
    import sys

    code = """
import sys
sys.modules["sklearn"] = None
import newsloom as nl, numpy as np, scipy.sparse as sp
X = sp.csr_matrix(np.array([[2, 1, 0], [0, 0, 3], [4, 3, 0], [0, 1, 5.0]]))
labels = nl.SphericalKMeans(2).fit_predict(X)
print((labels[[0, 1]] == labels[[2, 3]]).all(), nl.KMeans(2, random_state=0).fit(X).inertia_ > 0,
      nl.metrics.adjusted_rand_score([0, 1, 0, 1], labels))
"""
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert out.stdout.strip() == "True True 1.0", out.stderr


def test_no_warning_where_nothing_is_wrong(texts_like):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        SphericalKMeans(6, n_init=1).fit(texts_like)
        KMeans(6, random_state=0).fit(texts_like)
