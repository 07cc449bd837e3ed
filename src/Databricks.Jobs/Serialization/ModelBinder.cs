using System.Collections;
using System.Text.Json;
using Databricks.Jobs.Models;

namespace Databricks.Jobs.Serialization;

/// <summary>Sets the fields of a model from a dictionary that the user wrote.</summary>
internal static class ModelBinder
{
    /// <summary>The maximum depth. Jobs are less deep; only a hashtable that contains itself exceeds it.</summary>
    public const int MostLevels = 64;

    public static void Bind(JobsModel model, IDictionary values, string path = "", int depth = 0)
    {
        ArgumentChecks.NotNull(values, nameof(values));
        if (depth > MostLevels)
        {
            throw ModelBindingException.TooDeep(path, MostLevels);
        }

        FieldSet seen = default;
        foreach (DictionaryEntry entry in values)
        {
            string key = KeyOf(entry.Key, path);
            int field = model.Shape.IndexOf(key);
            if (field >= 0)
            {
                string fieldPath = Join(path, model.Shape.Fields[field].Name);
                if (!seen.Add(field))
                {
                    throw ModelBindingException.Twice(fieldPath);
                }

                model.SetField(field, new BindingValue(entry.Value, fieldPath, depth));
            }
            else if (NameMatcher.AreSame(key, JobsModel.AdditionalPropertiesKey))
            {
                AddUnknown(model, ValueUnwrapper.Unwrap(entry.Value), Join(path, key));
            }
            else
            {
                throw ModelBindingException.UnknownField(Join(path, key), key, model.Shape);
            }
        }
    }

    public static string KeyOf(object key, string path) => ValueUnwrapper.Unwrap(key) as string
        ?? throw ModelBindingException.KeyIsNotText(path, key);

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    // This is how to send a field that the service knows and this version does not.
    private static void AddUnknown(JobsModel model, object? values, string path)
    {
        switch (values)
        {
            case null:
                return;
            case IDictionary<string, JsonElement> elements:
                foreach (KeyValuePair<string, JsonElement> member in elements)
                {
                    Add(model, member.Key, member.Value, path);
                }

                return;
            case IDictionary entries:
                foreach (DictionaryEntry entry in entries)
                {
                    string key = KeyOf(entry.Key, path);
                    Add(model, key, UntypedJson.ToElement(entry.Value, Join(path, key)), path);
                }

                return;
            default:
                throw ModelBindingException.WrongType(path, values, "a hashtable");
        }
    }

    private static void Add(JobsModel model, string key, JsonElement value, string path)
    {
        if (model.Shape.Fields.Any(field => field.Name == key))
        {
            throw ModelBindingException.NotAdditional(Join(path, key), model.Shape);
        }

        if (IsHusk(value))
        {
            throw ModelBindingException.Lost(Join(path, key));
        }

        model.GetAdditionalProperties()[key] = value;
    }

    // The remains of a JsonElement that was converted to JSON by its properties.
    private static bool IsHusk(JsonElement value) =>
        value.ValueKind == JsonValueKind.Object
        && value.EnumerateObject().Count() == 1
        && value.TryGetProperty(nameof(JsonElement.ValueKind), out JsonElement kind)
        && kind.ValueKind == JsonValueKind.Number;
}
