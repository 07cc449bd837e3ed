using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using Databricks.Jobs.Models;
using Databricks.Jobs.PowerShell.Binding;

namespace Databricks.Jobs.PowerShell.Completion;

/// <summary>Finds the job or run of a line: a parameter, or the input from the pipeline. It does not run any code of
/// the line.</summary>
internal static class CompletionTarget
{
    /// <summary>The ID of the job, or of the run's job if the line has only a run.</summary>
    public static long? JobId(this CompletionContext context) => Find(context, "JobId") ?? (context.RunId() is { } runId
        ? context.Run(runId)?.JobId
        : null);

    /// <summary>The ID of the run.</summary>
    public static long? RunId(this CompletionContext context) => IsAboutRuns(context) ? Find(context, "RunId") : null;

    private static bool IsAboutRuns(CompletionContext context) =>
        context.Command.IndexOf("-DbxRun", StringComparison.OrdinalIgnoreCase) >= 0;

    private static long? Find(CompletionContext context, string property) =>
        First(context.Bound(property), property) ?? FromCommandLine(context, property);

    private static long? FromCommandLine(CompletionContext context, string property)
    {
        if (context.Ast is not { } ast)
        {
            return null;
        }

        if (Given(ast, property) is { } given)
        {
            return IdOf(context, given, property);
        }

        if (ast.Parent is not PipelineAst pipeline || pipeline.PipelineElements.IndexOf(ast) is not (> 0 and var place))
        {
            return null;
        }

        return pipeline.PipelineElements[place - 1] switch
        {
            CommandExpressionAst expression =>
                First(Evaluate(expression.Expression), property, TakesIds(context, property)),
            CommandAst source when Given(source, property) is { } id => IdOf(context, id, property),
            CommandAst source when property == "JobId" && source.GetCommandName() is "Get-DbxJob" =>
                Given(source, "Name") is { } name ? IdOf(context, name, property) : null,
            _ => null,
        };
    }

    // The ID, or the ID of the job with the name.
    private static long? IdOf(CompletionContext context, ExpressionAst given, string property) =>
        First(Evaluate(given), property) ?? (property == "JobId" && given is StringConstantExpressionAst text
            ? context.Jobs()
                .FirstOrDefault(job => text.Value.Equals(job.Settings?.Name, StringComparison.OrdinalIgnoreCase))?
                .JobId
            : null);

    private static ExpressionAst? Given(CommandAst command, string parameter) =>
        StaticParameterBinder.BindCommand(command, resolve: true).BoundParameters
            .TryGetValue(parameter, out ParameterBindingResult? given)
            ? given.Value as ExpressionAst
            : null;

    private static object? Evaluate(ExpressionAst expression) => expression switch
    {
        ConstantExpressionAst constant => constant.Value,
        VariableExpressionAst variable => Variable(variable.VariablePath.UserPath),
        MemberExpressionAst { Static: false, Member: StringConstantExpressionAst member } access
            and not InvokeMemberExpressionAst => Property(Evaluate(access.Expression), member.Value),
        ArrayLiteralAst array => Evaluate(array.Elements[0]),
        _ => null,
    };

    private static PSObject? Variable(string name)
    {
        using var shell = System.Management.Automation.PowerShell.Create(RunspaceMode.CurrentRunspace);
        // A missing variable is not an error.
        return shell.AddCommand("Microsoft.PowerShell.Utility\\Get-Variable")
            .AddParameter("Name", name)
            .AddParameter("ValueOnly")
            .AddParameter("ErrorAction", ActionPreference.Ignore)
            .Invoke()
            .FirstOrDefault();
    }

    // Only properties of our own objects and stored values of custom objects: others can run code.
    private static object? Property(object? value, string name) =>
        value.GetBaseObject() is JobsModel or PSCustomObject
        && PSObject.AsPSObject(value).Properties[name] is { } property
        && property is PSNoteProperty or PSProperty
            ? property.Value
            : null;

    // A number in the pipeline is the ID of a job or a run, depending on the command.
    private static bool TakesIds(CompletionContext context, string property) =>
        IsAboutRuns(context) == (property == "RunId");

    private static long? First(object? value, string property, bool takesIds = true)
    {
        object? first = FirstItem(value);
        object? bare = first.GetBaseObject();
        if (bare is JobsModel or PSCustomObject)
        {
            (bare, takesIds) = (FirstItem(Property(first, property)).GetBaseObject(), true);
        }

        return takesIds && bare is long or int or string
            && LanguagePrimitives.TryConvertTo(bare, out long id)
                ? id
                : null;
    }

    // Only of the lists of .NET: others can run code or block. A list in a list is ignored; it can be the same list.
    private static object? FirstItem(object? value) => value.GetBaseObject() switch
    {
        Array { Rank: 1 } array => array.Length > 0 ? array.GetValue(array.GetLowerBound(0)) : null,
        IList list when IsPlain(list.GetType()) => list.Count > 0 ? list[0] : null,
        _ => value,
    };

    private static bool IsPlain(Type type) => type == typeof(ArrayList)
        || (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(List<>));
}
