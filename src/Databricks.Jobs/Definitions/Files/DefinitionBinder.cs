using System.Text.Json;
using Databricks.Jobs.Models;
using Databricks.Jobs.Serialization;

namespace Databricks.Jobs.Definitions.Files;

/// <summary>Makes models of nodes. Errors have the position of the value.</summary>
internal static class DefinitionBinder
{
    public static JobDefinition Bind(RawDefinition raw, JobDefinitionReaderOptions options)
    {
        var readOptions = new SettingsReadOptions
        {
            AllowUnknownFields = options.AllowUnknownFields,
            KeepUnknownValues = options.KeepUnknownValues,
            ConvertSingleTask = options.ConvertSingleTask,
            // As the Databricks CLI does, because a variable of a bundle can be empty.
            DropEmptyText = raw.Key is not null,
            MaxValues = DefinitionNode.MaxWeight,
            Advice = options.Advice,
        };
        // The ID is not a setting. In a response or request, it is beside the settings.
        MapNode node = raw.Settings.Entry("settings") is null && raw.Settings.Entry("new_settings") is null
            ? raw.Settings.Without("job_id")
            : raw.Settings;
        JobSettings settings = Locating(node, () => JobSettingsReader.Read(NodeValues.Of(node), "", readOptions));
        return new JobDefinition(InnerSettings(node), settings)
        {
            Key = raw.Key,
            Bundle = raw.Bundle,
            JobId = raw.JobId,
            AccessControlList = TakePermissions(settings),
            UnknownFields = readOptions.UnknownFields,
            JobReferences = raw.JobReferences,
            Resolver = raw.WithJobIds is { } resolve ? jobIds => Bind(resolve(jobIds), options) : null,
        };
    }

    /// <summary>Sets the fields of a model.</summary>
    /// <returns>The paths of the unknown fields that were kept.</returns>
    public static IReadOnlyList<string> Bind(JobsModel model, MapNode node, bool allowUnknownFields)
    {
        var context = new BindingContext(allowUnknownFields) { MaxValues = DefinitionNode.MaxWeight };
        Locating(node, () =>
        {
            ModelBinder.Bind(model, NodeValues.Of(node), "", context);
            return true;
        });
        return context.UnknownFields;
    }

    private static T Locating<T>(DefinitionNode node, Func<T> bind)
    {
        try
        {
            return bind();
        }
        catch (ModelBindingException exception)
        {
            throw new JobDefinitionException(
                NodePath.Locate(node, exception.Path), exception.Message, innerException: exception);
        }
    }

    private static MapNode InnerSettings(MapNode node) =>
        node.Find("settings") as MapNode ?? node.Find("new_settings") as MapNode ?? node;

    /// <summary>Removes the permissions from settings that have them among the unknown properties.</summary>
    /// <returns>The permissions; null if there are none.</returns>
    public static List<JobAccessControlRequest>? TakePermissions(JobSettings settings)
    {
        if (!settings.HasAdditionalProperties
            || !settings.GetAdditionalProperties().TryGetValue(
                JobSettingsReader.AccessControlList, out JsonElement value))
        {
            return null;
        }

        settings.GetAdditionalProperties().Remove(JobSettingsReader.AccessControlList);
        return [.. value.EnumerateArray().Select(item => JobAccessControlRequest.FromJson(item.GetRawText()))];
    }
}
