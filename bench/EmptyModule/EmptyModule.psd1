@{
    RootModule = 'EmptyModule.dll'
    ModuleVersion = '1.0.0'
    GUID = '5d9f8d0c-6f0a-4a51-9f0e-0f5b0f6a7c11'
    CmdletsToExport = @('Get-Nothing')
    FunctionsToExport = @()
    AliasesToExport = @()
    VariablesToExport = @()
}
