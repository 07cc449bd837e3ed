using System.Reflection;
using Databricks.Jobs.Models;

namespace Databricks.Jobs.Tests.Models;

/// <summary>Every model type, for tests that hold for all of them.</summary>
internal static class ModelTypes
{
    private const string Space = "Databricks.Jobs.Models.";

    public static IReadOnlyList<Type> All { get; } = [.. typeof(JobsModel).Assembly.GetTypes()
        .Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(JobsModel)))
        .OrderBy(type => type.FullName, StringComparer.Ordinal)];

    /// <summary>The names to hand to a theory: Job, Clusters.ClusterSpec.</summary>
    public static TheoryData<string> Names => new(All.Select(type => type.FullName![Space.Length..]));

    public static Type Find(string name) => typeof(JobsModel).Assembly.GetType(Space + name, throwOnError: true)!;

    public static JobsModel Create(string name) => (JobsModel)Activator.CreateInstance(Find(name))!;

    public static JobsModel FromJson(Type type, string json)
    {
        try
        {
            return (JobsModel)FromJsonOf(type).Invoke(null, [json])!;
        }
        catch (TargetInvocationException exception)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(exception.InnerException!);
            throw;
        }
    }

    /// <summary>The static method that a model inherits.</summary>
    public static MethodInfo FromJsonOf(Type type) => type.GetMethod(
        "FromJson",
        BindingFlags.Public | BindingFlags.Static | BindingFlags.FlattenHierarchy)!;

    public static JobsModel FromJson(string name, string json) => FromJson(Find(name), json);
}
