using System.Reflection;
using Databricks.Jobs.LocalWorkspace;
using NetArchTest.Rules;

namespace Databricks.Jobs.Tests.Architecture;

/// <summary>Dependencies have one direction; docs/design.md says which.</summary>
public sealed class DependencyTests
{
    private const string Root = "Databricks.Jobs.";

    private static readonly Assembly s_library = typeof(JobsClient).Assembly;

    // From the bottom to the top. A layer may depend on those before it; Models and Serialization are one.
    private static readonly string[][] s_layers =
    [
        ["Internal"],
        ["Scheduling"],
        ["Models", "Serialization"],
        ["Secrets"],
        ["Http"],
        ["Authentication"],
        ["JobsClientOptions"],
        ["JobsClient"],
        ["Runs", "Definitions", "Permissions", "Compliance"],
        ["Reports", "Importing"],
    ];

    public static TheoryData<string> Layers => new(s_layers.SelectMany(layer => layer));

    [Theory]
    [MemberData(nameof(Layers))]
    public void A_layer_depends_on_those_below_it_only(string name)
    {
        int layer = Array.FindIndex(s_layers, names => names.Contains(name));
        string[] others =
        [
            .. s_layers.Skip(layer + 1).SelectMany(names => names),
            // Peers do not know each other, but for the one pair.
            .. name is "Models" or "Serialization" ? [] : s_layers[layer].Where(peer => peer != name),
        ];
        PredicateList types = name.StartsWith("JobsClient", StringComparison.Ordinal)
            ? Types.InAssembly(s_library).That().HaveName(name)
            : Types.InAssembly(s_library).That().ResideInNamespace(Root + name);

        foreach (string other in others)
        {
            AssertNone(types, Root + other);
        }
    }

    [Fact]
    public void Every_namespace_has_a_layer()
    {
        IEnumerable<string> spaces = s_library.GetTypes()
            .Select(type => type.Namespace ?? "")
            .Where(space => space.StartsWith(Root, StringComparison.Ordinal))
            .Select(space => space[Root.Length..].Split('.')[0]);

        Assert.Empty(spaces.Distinct().Except(s_layers.SelectMany(layer => layer)));
    }

    [Fact]
    public void The_library_knows_neither_PowerShell_nor_the_local_workspace()
    {
        PredicateList types = Types.InAssembly(s_library).That().ResideInNamespace("Databricks.Jobs");

        AssertNone(types, "System.Management.Automation");
        AssertNone(types, "Databricks.Jobs.LocalWorkspace");
        AssertNone(types, "Databricks.Jobs.PowerShell");
    }

    [Fact]
    public void The_local_workspace_knows_no_PowerShell()
    {
        PredicateList types =
            Types.InAssembly(typeof(LocalWorkspaceServer).Assembly).That().ResideInNamespace("Databricks.Jobs");

        AssertNone(types, "System.Management.Automation");
        AssertNone(types, "Databricks.Jobs.PowerShell");
    }

    [Fact]
    public void The_local_workspace_has_its_own_rules_and_not_those_that_it_is_to_test()
    {
        PredicateList types =
            Types.InAssembly(typeof(LocalWorkspaceServer).Assembly).That().ResideInNamespace("Databricks.Jobs");

        AssertNone(types, Root + "Definitions");
        AssertNone(types, Root + "Scheduling");
    }

    [Theory]
    [InlineData("Scripting", "Domain", "Validation", "Http", "Api")]
    [InlineData("Domain", "Validation", "Http", "Api")]
    [InlineData("Validation", "Http", "Api")]
    [InlineData("Http", "Validation", "Api")]
    public void A_layer_of_the_local_workspace_depends_on_those_below_it_only(string name, params string[] others)
    {
        const string Server = "Databricks.Jobs.LocalWorkspace.";
        PredicateList types =
            Types.InAssembly(typeof(LocalWorkspaceServer).Assembly).That().ResideInNamespace(Server + name);

        foreach (string other in others)
        {
            AssertNone(types, Server + other);
        }
    }

    private static void AssertNone(PredicateList types, string dependency) => Assert.Empty(
        types.ShouldNot().HaveDependencyOn(dependency).GetResult().FailingTypes?.Select(type => type.FullName) ?? []);
}
