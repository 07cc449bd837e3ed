using System.Collections;
using System.Text.Json;
using Databricks.Jobs.Models;

namespace Databricks.Jobs.Serialization;

/// <summary>Sets the fields of a model from a dictionary that the user wrote.</summary>
internal static class ModelBinder
{
    /// <param name="model">The model.</param>
    /// <param name="values">The dictionary.</param>
    /// <param name="path">The path of the dictionary, with which the paths in errors begin.</param>
    /// <param name="context">The options of the binding; null for the default.</param>
    /// <exception cref="ModelBindingException">A key or value is unknown, or a value has a wrong type.</exception>
    public static void Bind(JobsModel model, IDictionary values, string path = "", BindingContext? context = null)
    {
        ArgumentChecks.NotNull(values, nameof(values));
        new BindingValue(values, path, context ?? new BindingContext()).BindTo(model);
    }

    /// <summary>Sets the fields of a model from a dictionary that the binding has entered.</summary>
    public static void BindFields(JobsModel model, IDictionary values, string path, BindingContext context)
    {
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

                if (!(context.DropsEmptyText && entry.Value is "" && !model.Shape.Fields[field].Required))
                {
                    model.SetField(field, new BindingValue(entry.Value, fieldPath, context));
                }
            }
            else if (NameMatcher.AreSame(key, JobsModel.AdditionalPropertiesKey))
            {
                AddUnknown(model, ValueUnwrapper.Unwrap(entry.Value), Join(path, key), context);
            }
            else if (!context.TryKeep(model, key, entry.Value, Join(path, key)))
            {
                throw ModelBindingException.UnknownField(Join(path, key), key, model.Shape);
            }
        }
    }

    public static string KeyOf(object key, string path) => ValueUnwrapper.Unwrap(key) as string
        ?? throw ModelBindingException.KeyIsNotText(path, key);

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    // This is how to send a field that the service knows and this version does not.
    private static void AddUnknown(JobsModel model, object? values, string path, BindingContext context)
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
                    Add(model, key, UntypedJson.ToElement(entry.Value, Join(path, key), context), path);
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
