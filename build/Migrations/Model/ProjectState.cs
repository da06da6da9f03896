using System.Collections.Immutable;

namespace Migrations.Model;

/// <summary>
/// All models after the migrations up to some point. Names of models are compared in lower case, as Django does.
/// </summary>
internal sealed class ProjectState
{
    // The models of an app that was replayed by an earlier run are read when they are asked for first.
    private readonly Dictionary<string, Lazy<ImmutableDictionary<string, ModelState>>> _apps;
    private readonly Dictionary<string, string> _doubts;

    /// <summary>Creates a state without models.</summary>
    public ProjectState()
        : this([], []) { }

    /// <summary>Creates a state of apps.</summary>
    /// <param name="apps">The models of each app, by their names in lower case.</param>
    /// <param name="doubts">Why an app may have unknown models.</param>
    public ProjectState(
        Dictionary<string, Lazy<ImmutableDictionary<string, ModelState>>> apps,
        Dictionary<string, string> doubts
    )
    {
        _apps = apps;
        _doubts = doubts;
    }

    /// <summary>All models, each with its app.</summary>
    public IEnumerable<(string App, ModelState Model)> Models =>
        Apps.SelectMany(app => app.Models.Values.Select(model => (app.App, model)));

    /// <summary>The models of each app, by their names in lower case.</summary>
    public IEnumerable<(string App, ImmutableDictionary<string, ModelState> Models)> Apps =>
        _apps.Select(app => (app.Key, app.Value.Value));

    /// <summary>Why apps may have unknown models.</summary>
    public IReadOnlyDictionary<string, string> Doubts => _doubts;

    /// <summary>A copy of this state.</summary>
    public ProjectState Copy() => new(new(_apps), new(_doubts));

    /// <summary>A model. <see langword="null"/> when it is not known.</summary>
    public ModelState? Find(string app, string model) => ModelsIn(app)?.GetValueOrDefault(Lower(model));

    /// <summary>Why an app may have unknown models, or <see langword="null"/>.</summary>
    public string? DoubtOf(string app) => _doubts.GetValueOrDefault(app);

    /// <summary>Sets a model under its name.</summary>
    public void Set(string app, ModelState model) =>
        Set(app, (ModelsIn(app) ?? ImmutableDictionary<string, ModelState>.Empty).SetItem(Lower(model.Name), model));

    /// <summary>Removes a model.</summary>
    public void Remove(string app, string model)
    {
        if (ModelsIn(app) is { } models)
            Set(app, models.Remove(Lower(model)));
    }

    /// <summary>The models of an app.</summary>
    public IEnumerable<ModelState> ModelsOf(string app) => ModelsIn(app)?.Values ?? [];

    /// <summary>Notes that a model may have changed in any way.</summary>
    public void Doubt(string app, string model, string why)
    {
        if (Find(app, model) is { } known)
            Set(app, Doubtful(known, why));
    }

    /// <summary>Notes that all models of an app may have changed in any way.</summary>
    public void Doubt(string app, string why)
    {
        _doubts[app] = why;
        if (ModelsIn(app) is { } models)
            Set(app, models.ToImmutableDictionary(entry => entry.Key, entry => Doubtful(entry.Value, why)));
    }

    private ImmutableDictionary<string, ModelState>? ModelsIn(string app) => _apps.GetValueOrDefault(app)?.Value;

    private void Set(string app, ImmutableDictionary<string, ModelState> models) => _apps[app] = new(models);

    private static ModelState Doubtful(ModelState model, string why) =>
        model with
        {
            Doubt = why,
            Fields = model.Fields.ToImmutableDictionary(field => field.Key, field => field.Value with { Doubt = why }),
        };

#pragma warning disable CA1308 // Django compares names of models in lower case.
    /// <summary>A model's name as Django compares it.</summary>
    public static string Lower(string name) => name.ToLowerInvariant();
#pragma warning restore CA1308
}
